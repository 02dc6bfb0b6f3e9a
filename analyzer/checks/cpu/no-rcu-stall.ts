import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * kernel/rcu/tree_stall.h:
 *
 * ```
 * rcu: INFO: rcu_sched self-detected stall on CPU
 * INFO: rcu_preempt detected stalls on CPUs/tasks:
 * rcu: rcu_sched kthread starved for 5250 jiffies! g…
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:INFO: )?rcu_\w+ (?:self-detected stall on CPU|detected (?:expedited )?stalls on CPUs\/tasks|kthread (?:timer wakeup didn't happen|starved) for \d+ jiffies).{0,80})/,
  anchor: [
    'self-detected stall on CPU',
    'stalls on CPUs/tasks',
    'kthread starved for ',
    "kthread timer wakeup didn't happen for ",
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['cpu/not-stolen', 'cpu/no-soft-lockup'],
  log: said,
  captures: ['what'],
  recentMinutes: 6 * 60,

  messages: {
    en: {
      passed: 'The kernel could finish its housekeeping on all processors',
      failed: 'A processor did not respond to the kernel for long (RCU stall)',
      why: 'For more than 20 seconds a processor did not come to where the kernel could tidy up behind it. On virtual machines it is mostly taken away by the host; otherwise a driver or a real-time task holds it. Heartbeats and probes come late meanwhile.',
      fix: [
        'On a virtual machine: look at the steal time (`vmstat 1 5`, column `st`), and ask whoever runs the host about overcommitment, migrations and snapshots at that time.',
        'Look at when the load grew and which processes took the processors: the monitoring of the node, and `top -b -n 1 | head -20`.',
        'Lower the load: delete pods or move them to other nodes, and limit the processor of pods that take too much.',
        'Update the kernel; `dmesg -T` shows after this line what the processor was doing.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核可在所有 CPU 上完成清理工作',
      failed: 'CPU 长时间未响应内核（RCU stall）',
      why: '某个 CPU 在 20 秒以上的时间内没有到达内核可以清理的状态。虚拟机上多为 CPU 被宿主机抢占，否则是驱动或实时任务占住了 CPU。在此期间心跳和探针都会延迟。',
      fix: [
        '虚拟机：查看 steal 时间（`vmstat 1 5` 的 `st` 列），并向宿主机管理方确认当时是否有超卖、迁移或快照。',
        '通过节点监控查看 CPU 增长的时间点及占用过高的进程，并执行 `top -b -n 1 | head -20`。',
        '降低节点负载：删除 Pod 或将其迁移到其他节点，并限制占用过高的 Pod 的 CPU。',
        '升级内核；`dmesg -T` 中该行之后会显示当时 CPU 正在执行的内容。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
