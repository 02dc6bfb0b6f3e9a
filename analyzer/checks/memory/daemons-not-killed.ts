import { logMatches } from '../../fact.js';
import { systemdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * systemd 243 and later:
 *
 * ```
 * kubelet.service: A process of this unit has been killed by the OOM killer.
 * containerd.service: Failed with result 'oom-kill'.
 * ```
 */
const said = logMatches({
  in: systemdLogs,
  pattern:
    /(?<what>(?:kubelet|k3s|k3s-agent|rke2-server|rke2-agent|containerd|docker|etcd)\.service: (?:A process of this unit has been killed by the OOM killer|Failed with result 'oom-kill'))/,
  anchor: ['has been killed by the OOM killer', "Failed with result 'oom-kill'"],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['memory/no-system-oom', 'memory/services-within-limits', 'memory/enough-available'],
  log: said,
  captures: ['what'],
  recentMinutes: 60,

  messages: {
    en: {
      passed: 'The kernel killed no service that the node needs',
      failed: 'The kernel killed a service that the node needs for want of memory',
      why: 'The kubelet or the runtime was ended by the OOM killer. The node becomes NotReady until systemd has started it again, and it happens again while memory is short. A unit of containerd or docker may also mean a container of it that met its own limit.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
        'Reserve memory for the system (`systemReserved`, `kubeReserved`), and look whether the unit has a `MemoryMax`: `systemctl show <unit> -p MemoryMax`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核未终止节点所需的服务',
      failed: '因内存不足，内核终止了节点所需的服务',
      why: 'kubelet 或运行时被 OOM killer 终止。在 systemd 重新启动它之前节点为 NotReady，内存不足期间会反复发生。containerd 或 docker 的 unit 也可能是其中某个容器达到了自身限制。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
        '为系统预留内存（`systemReserved`、`kubeReserved`），并检查 unit 是否设置了 `MemoryMax`：`systemctl show <unit> -p MemoryMax`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
