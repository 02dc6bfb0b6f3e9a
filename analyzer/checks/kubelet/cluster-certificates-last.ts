import { defineCheck } from '../../check.js';
import { collectedAt } from '../../facts/collected-at.js';
import { certificateExpiries, type Expiry, keepsCertificates } from '../../facts/kubelet/certificate-expiries.js';
import { durationText, timeText } from '../../facts/plain-text.js';

const DAY_MS = 24 * 3600_000;
/** Leaf certificates last a year. k3s renews those of the last 90 days when it starts, kubeadm when it upgrades. */
const SOON_DAYS = 7;
const WARNING_DAYS = 30;
const NAMED = 5;

export default defineCheck({
  severity: 'critical',
  onlyIf: keepsCertificates,
  explainedBy: ['ntp/clock-offset-small', 'ntp/others-agree'],
  needs: { certificates: certificateExpiries, now: collectedAt },

  messages: {
    en: {
      passed: 'The certificates of the cluster on this node last',
      failed: 'Certificates of the cluster on this node have expired, or are about to',
      why: 'With them API server, etcd, kubelet and controllers know each other. Once one has expired its owner is refused: the control plane stops, or the node turns Unknown.',
      fix: [
        'See the dates, and the clock: `kubeadm certs check-expiration` (k3s: `k3s certificate check`), `date -u`.',
        'kubeadm: `kubeadm certs renew all`, then restart the static pods of the control plane one after the other (move their files out of `/etc/kubernetes/manifests` for 20 seconds), and copy `/etc/kubernetes/admin.conf` anew. Running pods are not touched.',
        'k3s: a restart renews what ends within 90 days: `systemctl restart k3s` (agents: `k3s-agent`); what has expired: `systemctl stop k3s; k3s certificate rotate; systemctl start k3s`. Running containers go on.',
      ],
      doesNotApply: 'No command of this node lists certificates of the cluster.',
      findings: {
        expired: '{count} of {all} have expired, the first at {until}, {ago} before the collection: {names}',
        soon: '{count} of {all} expire within {days} days, the first at {until}, in {left}: {names}',
      },
    },
    'zh-CN': {
      passed: '该节点上的集群证书在有效期内',
      failed: '该节点上的集群证书已过期或即将过期',
      why: 'API Server、etcd、kubelet 和各控制器使用这些证书互相认证。证书过期后会被拒绝：控制平面停止工作，或节点变为 Unknown。',
      fix: [
        '查看有效期与时钟：`kubeadm certs check-expiration`（k3s：`k3s certificate check`）、`date -u`。',
        'kubeadm：执行 `kubeadm certs renew all`，然后依次重启控制平面的静态 Pod（将 `/etc/kubernetes/manifests` 中的文件移出 20 秒），并重新复制 `/etc/kubernetes/admin.conf`。不影响运行中的 Pod。',
        'k3s：重启会续签 90 天内到期的证书：`systemctl restart k3s`（agent 节点为 `k3s-agent`）；已过期时：`systemctl stop k3s; k3s certificate rotate; systemctl start k3s`。运行中的容器不受影响。',
      ],
      doesNotApply: '该节点上没有可列出集群证书的命令。',
      findings: {
        expired: '{all} 个证书中有 {count} 个已过期，最早的于 {until} 过期，距采集时已过 {ago}：{names}',
        soon: '{all} 个证书中有 {count} 个将在 {days} 天内过期，最早的于 {until} 过期，剩余 {left}：{names}',
      },
    },
  },

  run({ certificates, now }, report) {
    const inOrder = certificates.toSorted((a, b) => a.until - b.until);
    const expired = inOrder.filter(({ until }) => until <= now);
    const soon = inOrder.filter(({ until }) => until > now && until - now < WARNING_DAYS * DAY_MS);
    const all = certificates.length;
    const [first] = expired;
    if (first) {
      const ago = durationText((now - first.until) / 1000);
      const params = { count: expired.length, all, until: timeText(first.until), ago, names: namesOf(expired) };
      report('expired', { params, evidence: evidenceOf(expired), seen: { first: first.until } });
    }
    const [next] = soon;
    if (!next) return;
    const left = durationText((next.until - now) / 1000);
    const days = next.until - now < SOON_DAYS * DAY_MS ? SOON_DAYS : WARNING_DAYS;
    const within = soon.filter(({ until }) => until - now < days * DAY_MS);
    report('soon', {
      severity: days === SOON_DAYS ? 'critical' : 'warning',
      params: { count: within.length, all, days, until: timeText(next.until), left, names: namesOf(within) },
      evidence: evidenceOf(within),
    });
  },
});

function namesOf(certificates: readonly Expiry[]): string {
  const names = certificates.slice(0, NAMED).map(({ name }) => name);
  const more = certificates.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

function evidenceOf(certificates: readonly Expiry[]) {
  return certificates.slice(0, NAMED).map(({ at }) => at);
}
