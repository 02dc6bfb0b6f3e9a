import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { nodeLease, usesLeases } from '../../facts/cluster/node-lease.js';
import { nodeObject } from '../../facts/cluster/node-object.js';
import { collectedExactlyAt } from '../../facts/collected-at.js';
import { durationText } from '../../facts/plain-text.js';
import { clockOffset } from '../../facts/time/clock-offset.js';

/** node-monitor-grace-period, pkg/controller/nodelifecycle/config: 40 s, since Kubernetes 1.31 50 s. */
const GRACE_SECONDS = 40;
const GRACE_SECONDS_SINCE_1_31 = 50;

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'node-status/heard-from',
    'kubelet/running',
    'k3s/running',
    'kubelet/not-restarting',
    'k3s/not-restarting',
  ],
  onlyIf: usesLeases,
  needs: { lease: nodeLease, now: collectedExactlyAt, node: optional(nodeObject), clock: optional(clockOffset) },

  messages: {
    en: {
      passed: 'The kubelet renews its lease in time',
      failed: 'The kubelet does not renew its lease',
      why: 'Every ten seconds the kubelet tells the API server that it is alive, by renewing a lease. When it fails to for longer than the grace period the cluster takes the node as lost.',
      fix: [
        'Look at what the kubelet says of it: `journalctl -u kubelet --since -30m | grep -iE "lease|node status"`, on k3s `-u k3s` or `-u k3s-agent`.',
        'Try the way to the API server from the node: `curl -k https://<api-server>:6443/healthz`.',
        'Restart the kubelet, which does not touch running containers: `systemctl restart kubelet` (or k3s, k3s-agent).',
      ],
      doesNotApply: 'Kubernetes before 1.14 has no leases of nodes.',
      findings: {
        stale: 'The lease was renewed {age} before the collection; the cluster waits {grace} for it.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 按时续租',
      failed: 'kubelet 未能按时续租',
      why: 'kubelet 每十秒续租一次 Lease，以告知 API Server 自己仍在运行。超过宽限期仍未续租时，集群会认为该节点已失联。',
      fix: [
        '查看 kubelet 的相关日志：`journalctl -u kubelet --since -30m | grep -iE "lease|node status"`；k3s 环境使用 `-u k3s` 或 `-u k3s-agent`。',
        '在节点上测试到 API Server 的连通性：`curl -k https://<api-server>:6443/healthz`。',
        '重启 kubelet（不会影响运行中的容器）：`systemctl restart kubelet`（或 k3s、k3s-agent）。',
      ],
      doesNotApply: 'Kubernetes 1.14 之前的版本没有节点 Lease。',
      findings: { stale: '采集时距离上次续租已有 {age}，集群的宽限期为 {grace}。' },
    },
  },

  run({ lease, now, node, clock }, report) {
    const seconds = (now - lease.renewTime) / 1000;
    const grace = graceSeconds(node?.kubeletVersion?.value);
    // The kubelet stamps the lease with the clock that the collector reads: in the future only after a step back.
    if (seconds < -grace) throw new ParseError('the lease was renewed after the collection: a clock was set', lease.at);
    if (seconds <= grace) return;
    if (clock && Math.abs(clock.aheadSeconds) > grace) {
      throw new ParseError('the clock of the node is off, so that the age of the lease is not known', lease.at);
    }
    report('stale', {
      params: { age: durationText(seconds), grace: durationText(grace) },
      evidence: [lease.at],
      seen: { first: lease.renewTime },
    });
  },
});

/** The version of the kubelet stands for that of the control plane, which may be newer: the longer period is for both. */
function graceSeconds(version: string | undefined): number {
  const minor = Number(/^v1\.(\d+)\./.exec(version ?? '')?.[1] ?? 31);
  return minor >= 31 ? GRACE_SECONDS_SINCE_1_31 : GRACE_SECONDS;
}
