import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The memory of the whole node was used up (mm/oom_kill.c); `Memory cgroup out of memory` is a container at its own limit. Kernel 3.10, then 4.19 and later:
 *
 * ```
 * Out of memory: Kill process 4567 (java) score 905 or sacrifice child
 * Out of memory: Killed process 4567 (java) total-vm:8113120kB, anon-rss:6042112kB, … oom_score_adj:1000
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /Out of memory:? (?<what>Kill(?:ed)? process \d+ \(.{1,30}\)(?: score \d+|.{0,60}anon-rss:\d+kB)?|and no killable processes)/,
  anchor: ['Out of memory: Kill', 'Out of memory and no killable'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['memory/kernel-not-leaking', 'memory/huge-pages-used', 'memory/enough-available'],
  log: said,
  captures: ['what'],
  recentMinutes: 60,

  messages: {
    en: {
      passed: 'The kernel did not run out of memory',
      failed: 'The node ran out of memory, and the kernel killed processes (system OOM)',
      why: 'The memory of the whole node was used up, not that of one container. The kernel kills what frees the most, which may be the runtime or the kubelet; the node then becomes NotReady.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
        'Reserve memory for the system (`systemReserved`, `kubeReserved`), so that pods are evicted before. On k3s set `kubelet-arg: eviction-hard=memory.available<500Mi`: it has no limit of its own.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核未发生内存耗尽',
      failed: '节点内存耗尽，内核终止了进程（系统 OOM）',
      why: '耗尽的是整个节点的内存，而不是单个容器的内存。内核会终止能释放最多内存的进程，其中可能包括运行时或 kubelet，节点随之变为 NotReady。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
        '为系统预留内存（`systemReserved`、`kubeReserved`），使 Pod 先被驱逐。k3s 默认没有内存驱逐阈值，可设置 `kubelet-arg: eviction-hard=memory.available<500Mi`。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
