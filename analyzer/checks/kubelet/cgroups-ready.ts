import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The part of the kubelet that makes the cgroups of the pods did not start:
 *
 * ```
 * Failed to start ContainerManager system validation failed - Following Cgroup subsystem not mounted: [cpuset]
 * "Failed to start ContainerManager" err="failed to initialize top level QOS containers: root container [kubepods] doesn't exist"
 * "Failed to start ContainerManager" err="[invalid kernel flag: vm/overcommit_memory, expected value: 1, actual value: 0]"
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /Failed to start ContainerManager"?(?: err="| )(?<error>.{1,400})/,
  anchor: 'Failed to start ContainerManager',
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['disk/writable'],
  log: said,
  captures: ['error'],

  messages: {
    en: {
      passed: 'The kubelet could set up its cgroups',
      failed: 'The kubelet cannot set up its cgroups',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. A cgroup subsystem is not mounted, the cgroups of a former driver are left over, a kernel setting is not as the kubelet wants it (`protectKernelDefaults`), or `/var/lib/kubelet` lies on a filesystem whose size it cannot tell.',
      fix: [
        'Subsystem not mounted: `cat /proc/cgroups`, and `cat /proc/cmdline`; `cgroup_enable=memory` or a newer systemd may be needed, and a reboot. A reboot interrupts every workload of the node: drain it first.',
        '`root container [kubepods] does not exist` after the cgroup driver was changed: drain the node and reboot it.',
        '`invalid kernel flag`: set it, `sysctl -w <flag>=<expected value>`, and keep it in `/etc/sysctl.d/`.',
        'Then restart it: `systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: '{error} ({times}×, last at {last})',
        was: 'Not since {last}: {error} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能完成 cgroup 初始化',
      failed: 'kubelet 无法完成 cgroup 初始化',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。可能是 cgroup 子系统未挂载、残留了旧驱动的 cgroup、内核参数与 kubelet 要求不符（`protectKernelDefaults`），或无法获取 `/var/lib/kubelet` 所在文件系统的容量。',
      fix: [
        '子系统未挂载：查看 `cat /proc/cgroups` 与 `cat /proc/cmdline`；可能需要 `cgroup_enable=memory` 或更新 systemd 并重启节点。重启节点会中断该节点上的所有业务，请先排空节点。',
        '更换 cgroup 驱动后出现 `root container [kubepods] does not exist`：排空节点后重启。',
        '`invalid kernel flag`：执行 `sysctl -w <flag>=<expected value>`，并写入 `/etc/sysctl.d/`。',
        '然后重启：`systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: '{error}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{error}（共 {times} 次）',
      },
    },
  },
});
