import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { measuresPressure, pressure } from '../../facts/load/pressure.js';

const LONG_PERCENT = 10;
const VERY_LONG_PERCENT = 40;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['memory/enough-available'],
  onlyIf: measuresPressure,
  needs: { pressure: pressure.memory },

  messages: {
    en: {
      passed: 'Work is rarely held up for want of memory',
      failed: 'All work is held up for want of memory',
      why: 'For much of the last minute all tasks waited at the same time until the kernel found memory for them. The node is about to run out of it, and feels as if it hung.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
      ],
      doesNotApply: 'The kernel of this node is too old to measure it (before 4.20).',
      findings: { high: '{percent} % of the last minute, {longer} % of the last five.' },
    },
    'zh-CN': {
      passed: '任务很少因内存不足而停顿',
      failed: '所有任务都因内存不足而停顿',
      why: '最近一分钟的大部分时间里，所有任务同时在等待内核回收内存。节点即将耗尽内存，表现如同挂死。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
      ],
      doesNotApply: '该节点内核过旧，不提供该指标（低于 4.20）。',
      findings: { high: '最近 1 分钟占 {percent} %，最近 5 分钟占 {longer} %。' },
    },
  },

  run({ pressure }, report) {
    const { full: stall } = pressure;
    if (!stall) throw new ParseError('does not tell how long all tasks waited');
    if (stall.avg60 < LONG_PERCENT) return;
    report('high', {
      severity: stall.avg60 >= VERY_LONG_PERCENT ? 'critical' : 'warning',
      params: { percent: stall.avg60, longer: stall.avg300 },
      evidence: [stall.at],
    });
  },
});
