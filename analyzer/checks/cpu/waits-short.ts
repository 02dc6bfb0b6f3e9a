import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { measuresPressure, pressure } from '../../facts/load/pressure.js';

const LONG_PERCENT = 50;
const VERY_LONG_PERCENT = 80;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['cpu/not-stolen', 'cpu/not-saturated'],
  onlyIf: measuresPressure,
  needs: { pressure: pressure.cpu },

  messages: {
    en: {
      passed: 'Work rarely waits for a processor',
      failed: 'Work waits for a processor most of the time',
      why: 'In most of the last minute at least one task was ready to run and found no processor. Probes and heartbeats come late.',
      fix: [
        'Look at when the load grew and which processes took the processors: the monitoring of the node, and `top -b -n 1 | head -20`.',
        'Lower the load: delete pods or move them to other nodes, and limit the processor of pods that take too much.',
        'Give the node more processors, or add a node.',
      ],
      doesNotApply: 'The kernel of this node is too old to measure it (before 4.20).',
      findings: { high: '{percent} % of the last minute, {longer} % of the last five.' },
    },
    'zh-CN': {
      passed: '任务很少等待 CPU',
      failed: '任务大部分时间在等待 CPU',
      why: '最近一分钟的大部分时间里，至少有一个就绪任务没有 CPU 可用，探针和心跳会延迟。',
      fix: [
        '通过节点监控查看 CPU 增长的时间点及占用过高的进程，并执行 `top -b -n 1 | head -20`。',
        '降低节点负载：删除 Pod 或将其迁移到其他节点，并限制占用过高的 Pod 的 CPU。',
        '为节点扩容 CPU，或在集群中添加新的节点。',
      ],
      doesNotApply: '该节点内核过旧，不提供该指标（低于 4.20）。',
      findings: { high: '最近 1 分钟占 {percent} %，最近 5 分钟占 {longer} %。' },
    },
  },

  run({ pressure }, report) {
    const { some: stall } = pressure;
    if (!stall) throw new ParseError('does not tell how long all tasks waited');
    if (stall.avg60 < LONG_PERCENT) return;
    report('high', {
      severity: stall.avg60 >= VERY_LONG_PERCENT ? 'critical' : 'warning',
      params: { percent: stall.avg60, longer: stall.avg300 },
      evidence: [stall.at],
    });
  },
});
