import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet does not reach containerd at its socket. The end of the line decides: `no such file` was never started,
 * `connection refused` has ended:
 *
 * ```
 * rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: no such file or directory"
 * … transport: Error while dialing: dial unix /run/k3s/containerd/containerd.sock: connect: connection refused
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /Error while dialing:? dial unix (?<socket>\/[^ :"]{1,120}\.sock): connect: (?<why>no such file or directory|connection refused)/,
  anchor: 'Error while dialing',
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['containerd/running', 'containerd/embedded-runs', 'docker/running', 'k3s/not-restarting'],
  log: said,
  captures: ['socket', 'why'],
  // Each loop of the kubelet asks about once a second: a restart of containerd takes a few.
  atLeast: 20,
  withinMinutes: 5,
  recentMinutes: 5,

  messages: {
    en: {
      passed: 'The kubelet reached its container runtime',
      failed: 'The kubelet does not reach its container runtime',
      why: 'containerd does not run, or has just ended. Nothing can be started or probed, and after 30 seconds the kubelet reports that the runtime is down: the node turns NotReady. Containers that run run on.',
      fix: [
        'Look at containerd: `systemctl status containerd`, `journalctl -u containerd`; on k3s it runs inside k3s: `systemctl status k3s` and `/var/lib/rancher/k3s/agent/containerd/containerd.log`.',
        'Restart containerd, which does not stop containers: `systemctl restart containerd`; on k3s restart k3s: `systemctl restart k3s` (or k3s-agent).',
        'The socket of the message is not that of your runtime: correct `--container-runtime-endpoint` of the kubelet.',
      ],
      findings: {
        said: 'No answer at {socket} ({why}), said {times}×, last at {last}.',
        was: 'Until {last} there was no answer at {socket} ({why}), said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能连接到容器运行时',
      failed: 'kubelet 无法连接到容器运行时',
      why: 'containerd 未运行或刚刚退出。此时无法启动容器或执行探针，30 秒后 kubelet 会报告运行时已停止，节点变为 NotReady；已运行的容器不受影响。',
      fix: [
        '查看 containerd：`systemctl status containerd`、`journalctl -u containerd`；k3s 的 containerd 由 k3s 启动：`systemctl status k3s` 及 `/var/lib/rancher/k3s/agent/containerd/containerd.log`。',
        '重启 containerd（不会停止容器）：`systemctl restart containerd`；k3s 环境重启 k3s：`systemctl restart k3s`（或 k3s-agent）。',
        '若错误信息中的 socket 与实际运行时不符：修正 kubelet 的 `--container-runtime-endpoint`。',
      ],
      findings: {
        said: '{socket} 没有响应（{why}），共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 {socket} 没有响应（{why}），共出现 {times} 次。',
      },
    },
  },
});
