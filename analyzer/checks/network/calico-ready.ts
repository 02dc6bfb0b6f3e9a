import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The probe of calico-node fails (projectcalico/calico, node/pkg/health):
 *
 * ```
 * calico/node is not ready: BIRD is not ready: BGP not established with 192.0.2.12,192.0.2.13
 * calico/node is not ready: felix is not ready: readiness probe reporting 503
 * BIRD is not ready: Error querying BIRD: unable to connect to BIRDv4 socket: dial unix /var/run/calico/bird.ctl: connect: connection refused
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>calico\/node is not ready: .{0,200}|BIRD is not ready: .{0,200}|[Ff]elix is not (?:ready|live).{0,120})/,
  anchor: ['calico/node is not ready', 'BIRD is not ready', 'elix is not ready', 'elix is not live'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['firewall/input-open', 'firewall/firewalld-lets-through', 'firewall/ufw-lets-through'],
  log: said,
  captures: ['what'],
  // The probe runs every 10 s; a start fails some.
  atLeast: 6,
  withinMinutes: 30,
  messages: {
    en: {
      passed: 'Calico is ready on this node',
      failed: 'Calico is not ready on this node',
      why: 'Felix, which writes the rules, or BIRD, which exchanges routes with the other nodes, does not work. Pods of this node do not reach those of others. `BGP not established` means that TCP port 179 is blocked between the nodes, or that Calico chose the wrong interface.',
      fix: [
        'Of `BGP not established`: open TCP port 179 between all nodes, in security groups as well; try it: `nc -zv PEER 179`.',
        'See with which address the node takes part: `calicoctl node status`. If it is that of a wrong interface: `kubectl -n kube-system set env daemonset/calico-node IP_AUTODETECTION_METHOD=interface=eth0`. That restarts calico-node on all nodes.',
        'Otherwise read its log: `kubectl -n kube-system logs CALICO-NODE-POD -c calico-node --tail 100`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '该节点上的 Calico 正常',
      failed: '该节点上的 Calico 未就绪',
      why: '负责写入规则的 Felix 或负责与其他节点交换路由的 BIRD 不工作，该节点的 Pod 无法访问其他节点的 Pod。`BGP not established` 表示节点之间的 TCP 179 端口不通，或 Calico 选择了错误的网卡。',
      fix: [
        '若为 `BGP not established`：在所有节点之间放通 TCP 179（包括安全组），并验证：`nc -zv 对端地址 179`。',
        '查看节点使用的地址：`calicoctl node status`。若网卡选择错误：`kubectl -n kube-system set env daemonset/calico-node IP_AUTODETECTION_METHOD=interface=eth0`，该操作会重启所有节点的 calico-node。',
        '否则查看其日志：`kubectl -n kube-system logs CALICO-NODE-POD -c calico-node --tail 100`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
