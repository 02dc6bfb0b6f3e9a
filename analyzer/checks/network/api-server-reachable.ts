import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Packets to the API server get lost on the way, or find none. That it refuses connections is no matter of the network.
 *
 * ```
 * dial tcp 192.0.2.10:6443: i/o timeout
 * dial tcp 192.0.2.10:6443: connect: no route to host
 * dial tcp 192.0.2.10:6443: connect: network is unreachable
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>dial tcp \[?[0-9a-fA-F.:]{3,60}\]?:(?:6443|6444|9345|8443|443): (?:i\/o timeout|connect: (?:no route to host|network is unreachable|connection timed out)))/,
  anchor: [': i/o timeout', 'no route to host', 'network is unreachable', 'connection timed out'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'network/default-route-present',
    'network/links-up',
    'network/conntrack-has-room',
    'network/neighbour-table-has-room',
    'network/interfaces-up',
    'network/adapters-transmit',
    // A firewall that was switched on here mostly was on the other machines, too.
    'firewall/firewalld-lets-through',
    'firewall/ufw-lets-through',
    'firewall/input-open',
  ],
  log: said,
  captures: ['what'],
  atLeast: 5,
  withinMinutes: 30,
  messages: {
    en: {
      passed: 'Packets of this node reach the API server',
      failed: 'The node does not reach the API server',
      why: '`i/o timeout`: packets vanish on the way (a security group or firewall that drops them, a machine that is off). `no route to host`: something on the way refuses them, mostly a firewall with `REJECT`, or the neighbour does not answer. `network is unreachable`: the node itself knows no way. Without the API server the node turns Unknown and its pods are moved away after 5 minutes.',
      fix: [
        'Try it from the node: `curl -k https://ADDRESS:6443/healthz`, with the address from the line; `nc -zv ADDRESS 6443`.',
        'Check the rules of the security group and of firewalls on both sides for TCP 6443 (rke2: 9345, too).',
        'See that the node has a way: `ip route get ADDRESS`, `ping ADDRESS`.',
        'See that the API server and the load balancer before it are up.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '节点到 API Server 的网络正常',
      failed: '节点无法访问 API Server',
      why: '`i/o timeout`：数据包在途中丢失（被安全组或防火墙丢弃，或对端已关机）。`no route to host`：途中被拒绝，多为防火墙的 `REJECT` 规则，或邻居无响应。`network is unreachable`：节点自身没有路由。无法访问 API Server 时，节点变为 Unknown，5 分钟后其上的 Pod 会被迁走。',
      fix: [
        '在节点上验证：`curl -k https://地址:6443/healthz`（地址见日志行），`nc -zv 地址 6443`。',
        '检查两端安全组和防火墙对 TCP 6443 的规则（rke2 还包括 9345）。',
        '确认节点有路由：`ip route get 地址`，`ping 地址`。',
        '确认 API Server 及其前面的负载均衡正常。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
