import { logMatches } from '../../fact.js';
import { containerdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * containerd gave a pull up because nothing came any more (one minute without progress, five since 2.1):
 *
 * ```
 * level=error msg="cancel pulling image docker.io/library/nginx:1 because of no progress in 5m0s"
 * ```
 */
const said = logMatches({
  in: containerdLogs,
  pattern: /cancel pulling image (?<image>[^ ]{1,200}) because of no progress in (?<time>[^ "]{1,20})/,
  anchor: 'because of no progress in',
});

export default defineLogCheck({
  severity: 'warning',
  only: 'containerd',
  log: said,
  captures: ['image', 'time'],
  atLeast: 2,

  messages: {
    en: {
      passed: 'Images that were pulled made progress',
      failed: 'Pulling images comes to a stop',
      why: 'The registry or a proxy before it takes the connection and then sends nothing. Pods stay in ImagePullBackOff.',
      fix: [
        'Try it by hand: `crictl pull {image}`.',
        'Look at the registry, at the proxy (`systemctl show containerd -p Environment`) and at the mirrors in `/etc/rancher/k3s/registries.yaml` or `/etc/containerd/certs.d`.',
      ],
      findings: {
        said: 'Pulling {image} made no progress in {time}, {times}×, last at {last}.',
        was: 'Until {last} pulling made no progress, {times}×, at last {image} in {time}.',
      },
    },
    'zh-CN': {
      passed: '镜像拉取正常进行',
      failed: '镜像拉取停滞',
      why: '镜像仓库或其前端代理接受了连接但不再发送数据。Pod 会停留在 ImagePullBackOff。',
      fix: [
        '手动拉取测试：`crictl pull {image}`。',
        '检查镜像仓库、代理（`systemctl show containerd -p Environment`），以及 `/etc/rancher/k3s/registries.yaml` 或 `/etc/containerd/certs.d` 中的镜像站配置。',
      ],
      findings: {
        said: '拉取 {image} 在 {time} 内没有进展，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前镜像拉取停滞，共 {times} 次，最后一次为 {image}（{time} 内没有进展）。',
      },
    },
  },
});
