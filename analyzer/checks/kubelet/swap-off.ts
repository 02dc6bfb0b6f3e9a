import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet does not start on a node with swap, unless it was told to. The begin of the words changed case in 1.16,
 * and the list of swaps went in 1.32:
 *
 * ```
 * failed to run Kubelet: Running with swap on is not supported, please disable swap! or set --fail-swap-on flag to false. /proc/swaps contained: …
 * failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /[Rr]unning with swap on is not supported/,
  anchor: ['unning with swap on is not supported'],
});

export default defineLogCheck({
  severity: 'critical',
  log: said,

  messages: {
    en: {
      passed: 'The kubelet did not refuse to start because of swap',
      failed: 'The kubelet does not start because the node has swap',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. Swap came back, mostly with a reboot, because it is still in `/etc/fstab`. With swap the limits of pods mean little, so that the kubelet refuses. (k3s allows it.)',
      fix: [
        'Switch it off: `swapoff -a`. What lies in swap moves into memory: make sure that there is enough, `free -m`.',
        'Take the line out of `/etc/fstab`, and look for units: `systemctl list-units --type swap`, so that it stays off after a reboot.',
        'Then restart it: `systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: 'The kubelet refuses to start with swap on, said {times}×, last at {last}.',
        was: 'Until {last} the kubelet refused to start with swap on, said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 没有因 swap 而拒绝启动',
      failed: '节点启用了 swap，kubelet 无法启动',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。`/etc/fstab` 中仍保留 swap 配置，因此重启后 swap 又被启用。启用 swap 时 Pod 的内存限制失去意义，kubelet 会拒绝启动（k3s 默认允许）。',
      fix: [
        '关闭 swap：`swapoff -a`。swap 中的内容会移回内存，请先用 `free -m` 确认内存充足。',
        '从 `/etc/fstab` 中删除对应行，并检查 `systemctl list-units --type swap`，避免重启后再次启用。',
        '然后重启：`systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: 'kubelet 因 swap 启用而拒绝启动，共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 kubelet 因 swap 启用而拒绝启动，共出现 {times} 次。',
      },
    },
  },
});
