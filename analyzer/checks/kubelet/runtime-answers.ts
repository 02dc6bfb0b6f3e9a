import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet found no container runtime at its socket, or one that speaks another version of CRI:
 *
 * ```
 * failed to run Kubelet: unable to determine runtime API version: rpc error: code = Unavailable desc = connection error: …
 * "command failed" err="failed to run Kubelet: validate service connection: CRI v1 runtime API is not implemented for endpoint \"unix:///run/containerd/containerd.sock\": …"
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /failed to run [Kk]ubelet: (?:unable to determine runtime API version: |validate service connection: |failed to create kubelet: get remote runtime typed version failed: )(?<error>.{1,400})/,
  anchor: [
    'unable to determine runtime API version',
    'validate service connection: ',
    'get remote runtime typed version failed',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['containerd/running', 'containerd/cri-enabled', 'docker/running', 'containerd/plugins-load'],
  log: said,
  captures: ['error'],

  messages: {
    en: {
      passed: 'The kubelet found its container runtime when it started',
      failed: 'The kubelet finds no container runtime',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. The runtime does not run, its CRI part is switched off, the socket is another one, or the runtime is too old for this kubelet: since 1.26 it wants CRI v1, which containerd has from 1.6 on.',
      fix: [
        'Ask the runtime at the socket that the error names: `crictl --runtime-endpoint unix:///run/containerd/containerd.sock version`.',
        '`unknown service runtime.v1`: take `cri` out of `disabled_plugins` in `/etc/containerd/config.toml`, or upgrade containerd, then `systemctl restart containerd`, which does not stop containers.',
        'The socket is another one: `--container-runtime-endpoint` in `/var/lib/kubelet/kubeadm-flags.env`, or `containerRuntimeEndpoint` in `/var/lib/kubelet/config.yaml`.',
        'Then restart it: `systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: '{error} ({times}×, last at {last})',
        was: 'Not since {last}: {error} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'kubelet 启动时能连接到容器运行时',
      failed: 'kubelet 无法连接到容器运行时',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。可能是运行时未运行、其 CRI 插件被禁用、socket 路径不同，或运行时版本过旧：kubelet 自 1.26 起要求 CRI v1，containerd 从 1.6 开始支持。',
      fix: [
        '按错误信息中的 socket 查询运行时：`crictl --runtime-endpoint unix:///run/containerd/containerd.sock version`。',
        '`unknown service runtime.v1`：从 `/etc/containerd/config.toml` 的 `disabled_plugins` 中移除 `cri`，或升级 containerd，然后执行 `systemctl restart containerd`，不会停止容器。',
        '若 socket 路径不同：修改 `/var/lib/kubelet/kubeadm-flags.env` 中的 `--container-runtime-endpoint`，或 `/var/lib/kubelet/config.yaml` 中的 `containerRuntimeEndpoint`。',
        '然后重启：`systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: '{error}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{error}（共 {times} 次）',
      },
    },
  },
});
