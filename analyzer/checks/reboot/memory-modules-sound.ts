import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A module of the memory gave a wrong bit that could not be put right (drivers/edac/edac_mc.c, drivers/acpi/apei, firmware/efi/cper.c):
 *
 * ```
 * EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0 (channel:1 slot:0 page:0x0)
 * {1}[Hardware Error]: event severity: fatal
 * {1}[Hardware Error]: event severity: recoverable
 * Memory failure: 0x3f2a1: recovery action for dirty LRU page: Failed
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:EDAC \S{1,12}: \d+ UE |\{\d+\}\[Hardware Error\]: event severity: (?:fatal|recoverable)|Memory failure: 0x\w+: ).{0,120})/,
  anchor: ['EDAC MC', 'event severity: ', 'Memory failure: '],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The kernel reports no memory errors that it could not correct',
      failed: 'The memory of the node is defective',
      why: 'The processor read something else from memory than was written. The process that owned it is killed, or the machine stops at once to keep damage away from disks. It will happen again.',
      fix: [
        'Drain the node, which moves its pods away, and take it out of service: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`.',
        'Find the module: `edac-util -v` or `ras-mc-ctl --errors`, and the event log of the BMC: `ipmitool sel list`.',
        'Replace it. Of a virtual machine: move it to another host and tell whoever runs the host.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核未报告不可纠正的内存错误',
      failed: '节点内存硬件故障',
      why: '处理器从内存读到的内容与写入的不一致。对应的进程会被终止，或整机立即停止以避免损坏数据。该问题会再次发生。',
      fix: [
        '排空节点（其上的 Pod 会被迁走）并停止使用：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`。',
        '定位内存条：`edac-util -v` 或 `ras-mc-ctl --errors`，以及 BMC 事件日志：`ipmitool sel list`。',
        '更换内存条。虚拟机请迁移到其他宿主机，并通知宿主机管理方。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
