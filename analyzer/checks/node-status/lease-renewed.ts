import { leaseNotRenewed } from '../../facts/kubelet/api-server-log.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'warning',
  explainedBy: [
    'node-status/status-posted',
    'ntp/clock-offset-small',
    'network/api-server-reachable',
    'network/links-up',
    'network/conntrack-has-room',
    'memory/waits-short',
    'memory/not-swapping',
  ],
  log: leaseNotRenewed,
  captures: ['error'],
  // A renewal that fails is tried again at once; four in a row are as long as the lease lasts.
  atLeast: 4,
  withinMinutes: 5,
  recentMinutes: 5,

  messages: {
    en: {
      passed: 'The log of the kubelet knows of no trouble with its lease',
      failed: 'The kubelet fails to renew its lease',
      why: 'The lease is the heartbeat of the node: the kubelet renews it every ten seconds, and it lasts for 40. Several failures in a row mean that the API server is not reached, or is too slow to answer.',
      fix: [
        'Try the way to the API server from the node: `curl -k https://<api-server>:6443/healthz`.',
        'Is the node Ready all the same, the API server is slow: look at its load and at etcd.',
        'Restart the kubelet, which does not touch running containers: `systemctl restart kubelet` (or k3s, k3s-agent).',
      ],
      findings: {
        said: 'The kubelet could not renew its lease, {times}×, last at {last}: {error}',
        was: 'Until {last} the kubelet could not renew its lease, {times}×: {error}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 日志中没有续租失败的记录',
      failed: 'kubelet 续租失败',
      why: 'Lease 是节点的心跳：kubelet 每十秒续租一次，有效期 40 秒。连续多次失败说明无法访问 API Server，或其响应过慢。',
      fix: [
        '在节点上测试到 API Server 的连通性：`curl -k https://<api-server>:6443/healthz`。',
        '若节点仍为 Ready，说明 API Server 响应慢：检查其负载及 etcd。',
        '重启 kubelet（不会影响运行中的容器）：`systemctl restart kubelet`（或 k3s、k3s-agent）。',
      ],
      findings: {
        said: 'kubelet 续租失败 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前 kubelet 续租失败 {times} 次：{error}',
      },
    },
  },
});
