import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The token with which Calico asks the API server is not valid any more; its own container should renew it:
 *
 * ```
 * error getting ClusterInformation: connection is unauthorized: Unauthorized
 * stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>error getting ClusterInformation: connection is unauthorized.{0,60}|stat \/var\/lib\/calico\/nodename: no such file or directory.{0,100})/,
  anchor: ['error getting ClusterInformation', '/var/lib/calico/nodename'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['ntp/clock-offset-small'],
  log: said,
  captures: ['what'],
  // While the node starts, every pod may ask before calico-node is up.
  minutes: 3,

  messages: {
    en: {
      passed: 'Calico may ask the API server',
      failed: 'Calico cannot set up pods: it is not let in, or does not run',
      why: 'New pods of this node get no network, and old ones cannot be taken down. The token in `/etc/cni/net.d/calico-kubeconfig` has expired because calico-node did not renew it, or calico-node has never come up on this node.',
      fix: [
        'Look at calico-node on this node: `kubectl -n kube-system get pods -o wide -l k8s-app=calico-node` (with the operator `-n calico-system`).',
        'Restart it; running pods keep their network: `kubectl -n kube-system delete pod CALICO-NODE-POD`.',
        'If it comes back: check the clock of the node, and update Calico (3.23 and later renew the token themselves).',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'Calico 可以访问 API Server',
      failed: 'Calico 无法配置 Pod：认证失败或未运行',
      why: '该节点上新建的 Pod 无法获得网络，旧的 Pod 也无法清理。`/etc/cni/net.d/calico-kubeconfig` 中的令牌已过期而 calico-node 未续期，或 calico-node 从未在该节点上启动。',
      fix: [
        '查看该节点上的 calico-node：`kubectl -n kube-system get pods -o wide -l k8s-app=calico-node`（使用 operator 时为 `-n calico-system`）。',
        '重启它，运行中的 Pod 网络不受影响：`kubectl -n kube-system delete pod CALICO-NODE-POD`。',
        '若再次出现：检查节点时钟，并升级 Calico（3.23 及以上会自动续期令牌）。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
