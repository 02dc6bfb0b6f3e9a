import { defineCheck } from '../../check.js';
import { seenOf } from '../../event-check.js';
import { nodeEvents } from '../../facts/cluster/node-events.js';

/** A node that was lost once or twice in an hour had one trouble; one that comes and goes has another. */
const FLAPS = 3;

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'node-status/status-posted',
    'node-status/heard-from',
    'pleg/healthy',
    'kubelet/not-restarting',
    'k3s/not-restarting',
    'docker/answers',
    'containerd/running',
    'reboot/clean',
    'ntp/no-steps',
    'network/links-up',
    'node-status/lease-renewed',
    'network/conntrack-has-room',
    'network/api-server-reachable',
  ],
  needs: { events: nodeEvents },

  messages: {
    en: {
      passed: 'The node did not turn NotReady again and again in the last hour',
      failed: 'The node turns NotReady again and again',
      why: 'The node comes back each time, so that it looks well whenever somebody looks. When the kubelet itself reports it the trouble is on the node: PLEG, the runtime, restarts of the kubelet. When the node controller does, heartbeats are lost on the way to the API server.',
      fix: [
        'Compare the times of `NodeNotReady` with the log of the kubelet: `journalctl -u kubelet --since -2h | grep -iE "not healthy|NotReady|updating node status"`, on k3s `-u k3s` or `-u k3s-agent`.',
        'Look at the load and at the disk at these times: a slow disk or a node without free CPU makes PLEG and heartbeats late.',
        'From the node controller: look at the network between node and API server, a firewall that drops idle connections, a load balancer.',
      ],
      findings: { flapping: '{reporter} reported {times}× in the last hour that the node turned NotReady.' },
    },
    'zh-CN': {
      passed: '最近一小时内节点没有反复变为 NotReady',
      failed: '节点反复变为 NotReady',
      why: '节点每次都会自行恢复，因此查看时往往显示正常。若由 kubelet 自己上报，故障在节点上：PLEG、运行时或 kubelet 重启；若由节点控制器上报，则是到 API Server 的心跳丢失。',
      fix: [
        '将 `NodeNotReady` 的时间与 kubelet 日志对照：`journalctl -u kubelet --since -2h | grep -iE "not healthy|NotReady|updating node status"`；k3s 环境使用 `-u k3s` 或 `-u k3s-agent`。',
        '查看当时的负载和磁盘：磁盘慢或 CPU 不足会使 PLEG 与心跳延迟。',
        '若由节点控制器上报：检查节点与 API Server 之间的网络、会断开空闲连接的防火墙以及负载均衡。',
      ],
      findings: { flapping: '最近一小时内 {reporter} 上报节点变为 NotReady 共 {times} 次。' },
    },
  },

  run({ events }, report) {
    for (const event of events) {
      if (event.reason !== 'NodeNotReady' || event.count < FLAPS) continue;
      const params = { times: event.count, reporter: event.reporter || 'kubelet' };
      report('flapping', { params, evidence: [event.at], seen: seenOf(event) });
    }
  },
});
