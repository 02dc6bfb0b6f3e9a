import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A processor did nothing else for more than 20 s (kernel/watchdog.c); 3.10 without a prefix, 4.x `NMI watchdog: `:
 *
 * ```
 * watchdog: BUG: soft lockup - CPU#3 stuck for 23s! [java:1234]
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?<what>BUG: soft lockup - CPU#\d+ stuck for \d+s! \[.{0,60})/,
  anchor: ['BUG: soft lockup - CPU#'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['cpu/not-stolen'],
  log: said,
  captures: ['what'],
  recentMinutes: 6 * 60,

  messages: {
    en: {
      passed: 'No processor was stuck in the kernel',
      failed: 'A processor was stuck in the kernel (soft lockup)',
      why: 'For more than 20 seconds a processor ran nothing but one task: no probe, no heartbeat, no interrupt work of others. On a virtual machine the host mostly took the processor away; on a physical one it is a driver, a defect of the kernel, or hardware.',
      fix: [
        'On a virtual machine: ask whoever runs the host about overcommitment and migrations at that time, and look at the steal time: `vmstat 1 5`, column `st`.',
        'Look at when the load grew and which processes took the processors: the monitoring of the node, and `top -b -n 1 | head -20`.',
        'Lower the load: delete pods or move them to other nodes, and limit the processor of pods that take too much.',
        'Update the kernel; the lines after this one in `dmesg -T` name the function that it was stuck in.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '没有 CPU 卡死在内核中',
      failed: 'CPU 卡死在内核中（soft lockup）',
      why: '某个 CPU 在 20 秒以上的时间里只执行一个任务：探针、心跳及其他中断都得不到处理。虚拟机上多为宿主机抢占了 CPU；物理机上多为驱动、内核缺陷或硬件问题。',
      fix: [
        '虚拟机：向宿主机管理方确认当时是否超卖或发生迁移，并查看 steal 时间：`vmstat 1 5` 的 `st` 列。',
        '通过节点监控查看 CPU 增长的时间点及占用过高的进程，并执行 `top -b -n 1 | head -20`。',
        '降低节点负载：删除 Pod 或将其迁移到其他节点，并限制占用过高的 Pod 的 CPU。',
        '升级内核；`dmesg -T` 中该行之后的内容会指出卡死所在的函数。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
