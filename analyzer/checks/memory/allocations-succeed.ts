import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kernel itself got no memory, of one piece (order > 0) or at all:
 *
 * ```
 * swapper/0: page allocation failure: order:3, mode:0x40820(GFP_ATOMIC|__GFP_COMP)
 * SLUB: Unable to allocate memory on node -1
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?<!\S)\S+ page allocation failure: order:\d+.{0,80}|SLUB: Unable to allocate memory on node.{0,60})/,
  anchor: ['page allocation failure: order:', 'SLUB: Unable to allocate memory'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['memory/enough-available', 'memory/kernel-not-leaking'],
  log: said,
  captures: ['what'],
  recentMinutes: 6 * 60,

  messages: {
    en: {
      passed: 'The kernel gets the memory that it asks for',
      failed: 'The kernel did not get memory that it asked for',
      why: 'Memory is in too small pieces, or there is none. Packets are dropped, containers do not start. On kernel 3.10 `SLUB: Unable to allocate memory` together with many pods is the leak of kernel memory accounting, which only a newer kernel or `cgroup.memory=nokmem` ends.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
        'Let more memory stay free for the kernel: `sysctl -w vm.min_free_kbytes=<number>`, about 1 % of the memory.',
        'Kernel 3.10: start with `cgroup.memory=nokmem`, or update the kernel. A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核可以申请到所需内存',
      failed: '内核未能申请到所需内存',
      why: '内存碎片过多或已无可用内存。网络包会被丢弃，容器无法启动。在 3.10 内核上，Pod 较多时的 `SLUB: Unable to allocate memory` 是 kmem 统计的泄漏，只能通过升级内核或 `cgroup.memory=nokmem` 解决。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
        '为内核保留更多空闲内存：`sysctl -w vm.min_free_kbytes=<数值>`，约为内存的 1 %。',
        '3.10 内核：以 `cgroup.memory=nokmem` 启动或升级内核。重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
