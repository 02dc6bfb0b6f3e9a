import { defineEventCheck } from '../../event-check.js';

export default defineEventCheck({
  severity: 'critical',
  explainedBy: [
    'docker/running',
    'docker/answers',
    'containerd/running',
    'containerd/embedded-runs',
    'pleg/healthy',
    'containerd/plugins-load',
    'containerd/cri-enabled',
  ],
  reasons: ['ContainerGCFailed'],
  // The runtime may start later than the kubelet: once is no trouble.
  harmless: ({ count }) => count < 2,

  messages: {
    en: {
      passed: 'No event of the last hour says that dead containers could not be removed',
      failed: 'The kubelet cannot remove dead containers',
      why: 'Every minute the kubelet asks the container runtime for its containers and removes the dead ones. When that fails each time the runtime is down, hangs, or answers too slowly; soon the node turns NotReady.',
      fix: [
        'Look whether the runtime answers: `crictl ps`, with docker `docker ps`.',
        'Look at what it says: `journalctl -u containerd` or `journalctl -u docker`, on k3s `/var/lib/rancher/k3s/agent/containerd/containerd.log`.',
        'Restarting docker stops the containers of this node, unless `live-restore` is set; restarting containerd does not. `systemctl restart containerd`, with docker `systemctl restart docker`.',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有清理已退出容器失败的记录',
      failed: 'kubelet 无法清理已退出的容器',
      why: 'kubelet 每分钟向容器运行时查询容器并清理已退出的容器。若每次都失败，说明运行时已停止、卡住或响应过慢，节点很快会变为 NotReady。',
      fix: [
        '检查运行时是否有响应：`crictl ps`，docker 环境使用 `docker ps`。',
        '查看其日志：`journalctl -u containerd` 或 `journalctl -u docker`；k3s 环境查看 `/var/lib/rancher/k3s/agent/containerd/containerd.log`。',
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外），重启 containerd 则不会。执行 `systemctl restart containerd`，docker 环境执行 `systemctl restart docker`。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
