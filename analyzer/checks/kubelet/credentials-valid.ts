import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The certificate of the kubelet has expired, and what it could get a new one with is not there any more:
 *
 * ```
 * failed to run Kubelet: unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory
 * Part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired: 2023-08-14 08:00:00 +0000 UTC
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /unable to load bootstrap kubeconfig: (?<error>.{1,300})|Part of the existing bootstrap client certificate(?: in (?<file>\/\S{1,200}))? is expired/,
  anchor: ['unable to load bootstrap kubeconfig', 'Part of the existing bootstrap client certificate'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'ntp/clock-offset-small',
    'kubelet/certificate-lasts',
    'ntp/no-steps',
    'kubelet/cluster-certificates-last',
  ],
  log: said,

  messages: {
    en: {
      passed: 'The kubelet could use its credentials',
      failed: 'The credentials of the kubelet have expired',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. The kubelet renews its certificate by itself while it runs and reaches the API server. A node that was off for longer than the certificate lasts (a year), or whose renewals failed, is left without.',
      fix: [
        'See when it expired: `openssl x509 -noout -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem`, and whether the clock is right: `date -u`.',
        'On a control plane with kubeadm: `kubeadm certs renew all`, then `kubeadm init phase kubeconfig kubelet`, and restart the kubelet.',
        'On a worker: make a new token on the control plane, `kubeadm token create --print-join-command`, then on the node move `/etc/kubernetes/kubelet.conf` and `/var/lib/kubelet/pki/kubelet-client*` away, and join with `kubeadm join phase kubelet-start …`. Pods that run are started again by the new kubelet.',
      ],
      findings: {
        said: 'The kubelet has no valid credentials, said {times}×, last at {last}.',
        was: 'Until {last} the kubelet had no valid credentials, said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 的凭据可用',
      failed: 'kubelet 的凭据已过期',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。kubelet 在运行且能访问 API Server 时会自动续签证书。若节点关机时间超过证书有效期（一年），或续签一直失败，就会失去有效证书。',
      fix: [
        '查看过期时间：`openssl x509 -noout -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem`，并确认时钟正确：`date -u`。',
        'kubeadm 控制平面节点：`kubeadm certs renew all`，然后 `kubeadm init phase kubeconfig kubelet`，并重启 kubelet。',
        '工作节点：在控制平面生成新的 token：`kubeadm token create --print-join-command`；然后在该节点上移走 `/etc/kubernetes/kubelet.conf` 和 `/var/lib/kubelet/pki/kubelet-client*`，用 `kubeadm join phase kubelet-start …` 重新加入。运行中的 Pod 会由新的 kubelet 重新启动。',
      ],
      findings: {
        said: 'kubelet 没有有效凭据，共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 kubelet 没有有效凭据，共出现 {times} 次。',
      },
    },
  },
});
