import { defineCheck } from '../../check.js';
import { collectedAt } from '../../facts/collected-at.js';
import { clientCertificate } from '../../facts/kubelet/certificates.js';
import { kubeletIsUnit } from '../../facts/kubelet/kubelet-host.js';
import { durationText, timeText } from '../../facts/plain-text.js';

/** The kubelet renews its certificate when 10 to 30 percent of its time are left (client-go certificate manager). */
const RENEWED_BEFORE = 0.1;

export default defineCheck({
  severity: 'critical',
  explainedBy: ['ntp/clock-offset-small'],
  onlyIf: kubeletIsUnit,
  needs: { certificate: clientCertificate, now: collectedAt },

  messages: {
    en: {
      passed: 'The certificate of the kubelet is valid, and renewed in time',
      failed: 'The certificate of the kubelet has expired, or is about to',
      why: 'With this certificate the kubelet shows the API server who it is. Once it has expired every request is refused and the node turns Unknown. The kubelet renews it by itself when 10 to 30 percent of its time are left; that it has not means that renewals fail.',
      fix: [
        'Look at the dates, and at the clock: `openssl x509 -noout -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem`, `date -u`.',
        'Look for requests that wait to be approved: `kubectl get csr`; approve those of this node: `kubectl certificate approve <name>`.',
        'Has it expired: on a control plane `kubeadm certs renew all`; on a worker make a new token, `kubeadm token create --print-join-command`, and join again. Then `systemctl restart kubelet`, which does not touch running containers.',
      ],
      doesNotApply: 'k3s and RKE2 keep their certificates themselves.',
      findings: {
        expired: 'The certificate expired {ago} before the collection, at {until}.',
        early: 'The certificate begins at {from}, which by the clock of the node is still to come.',
        late: 'The certificate expires at {until}, in {left}, and the kubelet has not renewed it.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 证书有效，并按时续签',
      failed: 'kubelet 证书已过期或即将过期',
      why: 'kubelet 使用该证书向 API Server 证明身份。过期后所有请求都会被拒绝，节点变为 Unknown。剩余有效期为 10% 至 30% 时 kubelet 会自动续签；尚未续签说明续签失败。',
      fix: [
        '查看有效期与时钟：`openssl x509 -noout -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem`、`date -u`。',
        '查看等待批准的请求：`kubectl get csr`，并批准该节点的请求：`kubectl certificate approve <name>`。',
        '若已过期：控制平面节点执行 `kubeadm certs renew all`；工作节点生成新的 token（`kubeadm token create --print-join-command`）后重新加入。然后执行 `systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      doesNotApply: 'k3s 和 RKE2 自行管理证书。',
      findings: {
        expired: '证书已于 {until} 过期，采集时已过期 {ago}。',
        early: '证书的生效时间为 {from}，按节点时钟尚未到达。',
        late: '证书将于 {until} 过期（剩余 {left}），kubelet 尚未续签。',
      },
    },
  },

  run({ certificate: { from, until, fromAt, untilAt }, now }, report) {
    const evidence = [untilAt, fromAt];
    if (until <= now) {
      const params = { ago: durationText((now - until) / 1000), until: timeText(until) };
      report('expired', { params, evidence, seen: { first: until } });
    } else if (from > now) {
      report('early', { params: { from: timeText(from) }, evidence: [fromAt] });
    } else if (until - now < (until - from) * RENEWED_BEFORE) {
      const params = { until: timeText(until), left: durationText((until - now) / 1000) };
      report('late', { severity: 'warning', params, evidence });
    }
  },
});
