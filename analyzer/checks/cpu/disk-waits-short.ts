import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { measuresPressure, pressure } from '../../facts/load/pressure.js';

const LONG_PERCENT = 20;
const VERY_LONG_PERCENT = 50;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['disk/no-io-errors', 'disk/nvme-answers', 'auditd/writes-little', 'disk/not-saturated'],
  onlyIf: measuresPressure,
  needs: { pressure: pressure.io },

  messages: {
    en: {
      passed: 'Work is rarely held up by disks',
      failed: 'All work is held up by disks',
      why: 'For much of the last minute all tasks that could run waited for a disk at the same time. Containers start and end slowly, and the kubelet reports late.',
      fix: [
        'Find the disk and who writes: `iostat -x 1 3`, `iotop -b -o -n 3`.',
        'Look for errors of the disk: `dmesg -T | grep -iE "i/o error|reset"`.',
        'Move pods that write much to other nodes; a faster disk for `/var/lib`.',
      ],
      doesNotApply: 'The kernel of this node is too old to measure it (before 4.20).',
      findings: { high: '{percent} % of the last minute, {longer} % of the last five.' },
    },
    'zh-CN': {
      passed: '任务很少因磁盘而停顿',
      failed: '所有任务都因磁盘而停顿',
      why: '最近一分钟的大部分时间里，所有可运行任务同时在等待磁盘。容器启停缓慢，kubelet 上报延迟。',
      fix: [
        '找出繁忙的磁盘和写入者：`iostat -x 1 3`、`iotop -b -o -n 3`。',
        '检查磁盘错误：`dmesg -T | grep -iE "i/o error|reset"`。',
        '将写入量大的 Pod 迁移到其他节点；为 `/var/lib` 使用更快的磁盘。',
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
