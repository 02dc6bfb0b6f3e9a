import { relistFailed } from '../../facts/kubelet/relist-log.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['docker/running', 'docker/answers', 'containerd/running', 'containerd/embedded-runs', 'pleg/healthy'],
  log: relistFailed,
  captures: ['error'],
  // It tries every second: a runtime that is restarted costs some ten tries.
  atLeast: 20,
  withinMinutes: 10,
  recentMinutes: 10,

  messages: {
    en: {
      passed: 'The log of the kubelet knows of no trouble with listing containers',
      failed: 'The kubelet cannot list the containers of the node',
      why: 'PLEG asks the runtime for all containers every second, and gets no answer. After three minutes of it the kubelet says that PLEG is not healthy, and the node turns NotReady.',
      fix: [
        'Look whether the runtime answers, and how long it takes: `time crictl ps`, with docker `time docker ps`.',
        'Look at the log of the runtime: `journalctl -u containerd` or `journalctl -u docker`, on k3s `/var/lib/rancher/k3s/agent/containerd/containerd.log`.',
        'Restarting docker stops the containers of this node, unless `live-restore` is set; restarting containerd does not. `systemctl restart containerd`, with docker `systemctl restart docker`.',
      ],
      findings: {
        said: 'The kubelet could not list containers, {times}×, last at {last}: {error}',
        was: 'Until {last} the kubelet could not list containers, {times}×: {error}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 日志中没有列举容器失败的记录',
      failed: 'kubelet 无法列举节点上的容器',
      why: 'PLEG 每秒向运行时查询全部容器，但没有得到响应。持续三分钟后 kubelet 会报告 PLEG 异常，节点变为 NotReady。',
      fix: [
        '检查运行时是否有响应及其耗时：`time crictl ps`，docker 环境使用 `time docker ps`。',
        '查看运行时日志：`journalctl -u containerd` 或 `journalctl -u docker`；k3s 环境查看 `/var/lib/rancher/k3s/agent/containerd/containerd.log`。',
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外），重启 containerd 则不会。执行 `systemctl restart containerd`，docker 环境执行 `systemctl restart docker`。',
      ],
      findings: {
        said: 'kubelet 列举容器失败 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前 kubelet 列举容器失败 {times} 次：{error}',
      },
    },
  },
});
