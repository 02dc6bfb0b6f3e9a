import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { timeText } from '../../facts/plain-text.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'node-status/status-posted',
    'kubelet/connection-alive',
    'node-status/registered',
    'kubelet/running',
    'kubelet/not-restarting',
    'k3s/running',
    'k3s/not-restarting',
    'disk/writable',
    'reboot/clean',
    'ntp/clock-offset-small',
    'network/api-server-reachable',
    'network/links-up',
    'network/interfaces-up',
    'network/default-route-present',
    'kubelet/credentials-valid',
    'k3s/server-reached',
    'ntp/no-steps',
  ],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The cluster hears from the node',
      failed: 'The cluster does not hear from the node any more',
      why: 'The kubelet has stopped posting the status of the node: the node is down, the kubelet does not run, or it cannot reach the API server. All conditions of the node turn Unknown then; none of them means a problem of its own. `kubectl get nodes` shows NotReady. After five minutes its pods are evicted.',
      fix: [
        'Log in to the node. If that fails, look at the machine itself: power, network, security group, firewall.',
        'Look at the kubelet: `systemctl status kubelet`, on k3s `systemctl status k3s` or `systemctl status k3s-agent`. If it does not run: `systemctl restart kubelet` (or k3s, k3s-agent). Running containers are not touched.',
        'Look at what it says of the API server: `journalctl -u kubelet --since -30m | grep -i "updating node status"`.',
        'Try the way to the API server from the node: `curl -k https://<api-server>:6443/healthz`.',
        'Compare the clock with that of the servers: `date -u` and `chronyc tracking`.',
      ],
      findings: { silent: 'Nothing heard from the node since {since}: {message}' },
    },
    'zh-CN': {
      passed: '集群能收到该节点的心跳',
      failed: '集群已收不到该节点的心跳',
      why: 'kubelet 已停止上报节点状态：可能是节点宕机、kubelet 未运行，或无法访问 API Server。此时节点的所有状态都会变为 Unknown，并不代表各自存在问题。`kubectl get nodes` 会显示 NotReady。五分钟后该节点上的 Pod 会被驱逐。',
      fix: [
        '登录该节点。若无法登录，请检查服务器本身：电源、网络、安全组及防火墙。',
        '查看 kubelet：`systemctl status kubelet`；k3s 环境使用 `systemctl status k3s` 或 `systemctl status k3s-agent`。若未运行，执行 `systemctl restart kubelet`（或 k3s、k3s-agent），不会影响运行中的容器。',
        '查看它访问 API Server 的情况：`journalctl -u kubelet --since -30m | grep -i "updating node status"`。',
        '在节点上测试到 API Server 的连通性：`curl -k https://<api-server>:6443/healthz`。',
        '与服务端核对时钟：`date -u` 及 `chronyc tracking`。',
      ],
      findings: { silent: '自 {since} 起未收到该节点的心跳：{message}' },
    },
  },

  run({ node }, report) {
    const ready = conditionOf(node, 'Ready');
    if (!ready) throw new ParseError('the node has no condition Ready');
    if (ready.status !== 'Unknown') return;
    // Newer kubelets do not know OutOfDisk and NetworkUnavailable is not theirs: only what turned Unknown together.
    const mirrored = node.conditions.filter(
      ({ status, reason, lastTransition }) =>
        status === 'Unknown' && reason === ready.reason && lastTransition === ready.lastTransition,
    );
    // The cluster waits for the grace period before it turns the condition: the last heartbeat is the moment.
    const since = ready.lastHeartbeat ?? ready.lastTransition;
    report('silent', {
      params: { since: timeText(since), message: ready.message },
      evidence: [ready.at, ...mirrored.filter(({ at }) => at !== ready.at).map(({ at }) => at)],
      seen: since === undefined ? {} : { first: since },
    });
  },
});
