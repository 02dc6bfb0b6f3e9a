import { defineEventCheck } from '../../event-check.js';

export default defineEventCheck({
  severity: 'warning',
  reasons: ['FailedNodeAllocatableEnforcement'],

  messages: {
    en: {
      passed: 'No event of the last hour says that the limits of all pods together could not be set',
      failed: 'The kubelet cannot set the limits of all pods together',
      why: 'The kubelet keeps all pods in one cgroup, so that they leave the system what is reserved for it. It could not set the limits of that cgroup: pods may take memory from the kubelet, the runtime and the system. Usual reasons: the kubelet and the runtime use different cgroup drivers, the pods already use more than the limit, or an old kernel leaks cgroup memory.',
      fix: [
        'Compare the drivers: `cgroupDriver` in `/var/lib/kubelet/config.yaml`, and `docker info | grep -i cgroup` or `SystemdCgroup` in `/etc/containerd/config.toml`. Both must be `systemd`, or both `cgroupfs`.',
        'Look at what the pods use: `cat /sys/fs/cgroup/memory/kubepods/memory.usage_in_bytes`, on cgroup v2 `cat /sys/fs/cgroup/kubepods.slice/memory.current`.',
        'When pods use more than the limit: move some to other nodes, then restart the kubelet, which does not touch running containers: `systemctl restart kubelet`.',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有设置 Pod 总资源上限失败的记录',
      failed: 'kubelet 无法设置所有 Pod 的总资源上限',
      why: 'kubelet 将所有 Pod 放在同一个 cgroup 中，以便为系统保留预留资源。现在无法设置该 cgroup 的上限，Pod 可能会占用 kubelet、运行时及系统的内存。常见原因：kubelet 与运行时的 cgroup 驱动不一致、Pod 的用量已超过上限，或旧内核存在 cgroup 内存泄漏。',
      fix: [
        '核对 cgroup 驱动：`/var/lib/kubelet/config.yaml` 中的 `cgroupDriver`，与 `docker info | grep -i cgroup` 或 `/etc/containerd/config.toml` 中的 `SystemdCgroup`。两者必须同为 `systemd` 或同为 `cgroupfs`。',
        '查看 Pod 的总用量：`cat /sys/fs/cgroup/memory/kubepods/memory.usage_in_bytes`，cgroup v2 使用 `cat /sys/fs/cgroup/kubepods.slice/memory.current`。',
        '若 Pod 用量已超过上限：先将部分 Pod 迁移到其他节点，再重启 kubelet（不会影响运行中的容器）：`systemctl restart kubelet`。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
