import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The processor found itself or its surroundings broken (arch/x86/kernel/cpu/mce/core.c):
 *
 * ```
 * mce: [Hardware Error]: CPU 3: Machine Check Exception: 5 Bank 4: b200000000070f0f
 * mce: [Hardware Error]: Machine check: Processor context corrupt
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:\[Hardware Error\]: CPU \d+: Machine Check(?: Exception)?: |\[Hardware Error\]: Machine check: |Hardware event\. This is not a software error).{0,120})/,
  anchor: ['Machine Check', 'Machine check: ', 'This is not a software error'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['reboot/memory-modules-sound'],

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The processors report no faults',
      failed: 'A processor reports a fault',
      why: 'A machine check that cannot be corrected stops the machine at once: to the cluster it is a node that vanished. It will happen again until the part is replaced.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`.',
        'Decode the event: `mcelog --client` or `ras-mc-ctl --errors`; read the event log of the BMC: `ipmitool sel list`.',
        'Update firmware and microcode, then replace the part that the BMC names.',
        'On a virtual machine: move it to another host and tell whoever runs the host.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '处理器未报告故障',
      failed: '处理器报告故障',
      why: '不可纠正的机器检查异常会使整机立即停止，在集群看来就是节点突然消失。更换部件之前该问题会再次发生。',
      fix: [
        '排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`。',
        '解析事件：`mcelog --client` 或 `ras-mc-ctl --errors`；查看 BMC 事件日志 `ipmitool sel list`。',
        '升级固件和微码，再更换 BMC 指出的部件。',
        '虚拟机：迁移到其他宿主机，并通知宿主机管理方。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
