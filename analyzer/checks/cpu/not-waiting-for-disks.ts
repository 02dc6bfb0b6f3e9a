import { defineCheck } from '../../check.js';
import { processorTime } from '../../facts/load/processor-time.js';

const WAITING_PERCENT = 30;

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'disk/no-io-errors',
    'disk/nvme-answers',
    'disk/links-steady',
    'auditd/writes-little',
    'disk/not-saturated',
  ],
  needs: { time: processorTime },

  messages: {
    en: {
      passed: 'The processors do not wait for disks',
      failed: 'The processors wait for disks most of the time (iowait)',
      why: 'Programs wait for a disk, not for processors: more processors do not help. The load is high meanwhile, and containers start and end slowly.',
      fix: [
        'Find the disk and who writes: `iostat -x 1 3`, `iotop -b -o -n 3`.',
        'Look for errors of the disk: `dmesg -T | grep -iE "i/o error|reset"`.',
        'Move pods that write much to other nodes; a faster disk for `/var/lib`.',
      ],
      findings: { high: '{percent} % of the time; {blocked} threads wait.' },
    },
    'zh-CN': {
      passed: 'CPU 没有等待磁盘',
      failed: 'CPU 大部分时间在等待磁盘（iowait）',
      why: '程序在等待磁盘而不是 CPU，增加 CPU 没有帮助。此时负载升高，容器启停缓慢。',
      fix: [
        '找出繁忙的磁盘和写入者：`iostat -x 1 3`、`iotop -b -o -n 3`。',
        '检查磁盘错误：`dmesg -T | grep -iE "i/o error|reset"`。',
        '将写入量大的 Pod 迁移到其他节点；为 `/var/lib` 使用更快的磁盘。',
      ],
      findings: { high: '等待时间占 {percent} %；{blocked} 个线程在等待。' },
    },
  },

  run({ time }, report) {
    if (time.waiting < WAITING_PERCENT) return;
    report('high', {
      params: { percent: Math.round(time.waiting), blocked: Math.round(time.blocked ?? 0) },
      evidence: time.at,
    });
  },
});
