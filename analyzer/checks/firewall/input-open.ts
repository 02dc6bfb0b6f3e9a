import { defineCheck } from '../../check.js';
import { namesPort, stopOf } from '../../facts/network/filter-verdict.js';
import { packetFilter } from '../../facts/network/packet-filter.js';
import { portsText, requiredPorts } from '../../facts/network/required-ports.js';

/** Chains that packets for the node itself do not come to, or that are about services. */
const OTHER_CHAINS = /^(?:FORWARD|OUTPUT|FLANNEL-FWD|DOCKER|KUBE-|cali-|CNI-)|_FORWARD|FWD/;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['firewall/firewalld-lets-through', 'firewall/ufw-lets-through'],
  needs: { filter: packetFilter, required: requiredPorts },

  messages: {
    en: {
      passed: 'iptables lets in what the node needs',
      failed: 'iptables keeps out what the node needs',
      why: 'The other nodes and the API server reach this node on these ports; what is closed shows as NotReady, as `kubectl logs` that hang, or as pods that do not reach each other over nodes. Security groups of the cloud are not seen from the node: check them as well. A `REJECT --reject-with icmp-host-prohibited`, which CentOS brings, shows on the other side as `no route to host`; a `DROP` as `i/o timeout`.',
      fix: [
        'Look at the rules with their counters: `iptables -L INPUT -n -v --line-numbers`.',
        'Let the other nodes in, before the rule that stops: `iptables -I INPUT -s 192.0.2.0/24 -j ACCEPT` with the network of the nodes; the same for that of pods.',
        'Make it last where the rules come from: `/etc/sysconfig/iptables`, `netfilter-persistent save`, firewalld, ufw, or the security agent that writes them.',
      ],
      findings: {
        closed: '{what} in INPUT stops what no rule lets in, and no rule lets in: {ports}.',
        dropped: 'A rule stops {port} ({what}): {target}.',
      },
    },
    'zh-CN': {
      passed: 'iptables 已放通节点所需端口',
      failed: 'iptables 阻断了节点所需的端口',
      why: '其他节点和 API Server 通过这些端口访问该节点；端口不通时表现为 NotReady、`kubectl logs` 卡住，或 Pod 跨节点无法通信。云平台的安全组无法从节点上看到，请一并检查。CentOS 自带的 `REJECT --reject-with icmp-host-prohibited` 在对端表现为 `no route to host`，`DROP` 表现为 `i/o timeout`。',
      fix: [
        '查看规则及其计数：`iptables -L INPUT -n -v --line-numbers`。',
        '在阻断规则之前放通其他节点：`iptables -I INPUT -s 192.0.2.0/24 -j ACCEPT`（替换为节点网段），Pod 网段同样处理。',
        '在规则来源处永久生效：`/etc/sysconfig/iptables`、`netfilter-persistent save`、firewalld、ufw，或写入规则的安全软件。',
      ],
      findings: {
        closed: 'INPUT 链中的 {what} 会阻断未放通的流量，而以下端口未放通：{ports}。',
        dropped: '有规则阻断了 {port}（{what}）：{target}。',
      },
    },
  },

  run({ filter, required }, report) {
    const accepts = filter.rules.filter(({ target, chain }) => target === 'ACCEPT' && !OTHER_CHAINS.test(chain));
    for (const { port, protocol, what } of required) {
      const rules = filter.rules.filter(rule => namesPort(rule, port, protocol));
      // What some are let in to before is closed to the others on purpose.
      const stop = rules[0];
      if (!stop || !/^(?:DROP|REJECT)$/.test(stop.target) || / -i lo|-d 127\./.test(` ${stop.match}`)) continue;
      report('dropped', { params: { port: `${port}/${protocol}`, what, target: stop.target }, evidence: [stop.at] });
    }
    const stop = stopOf(filter, 'INPUT');
    if (!stop) return;
    // Networks that are let in wholly are mostly the other nodes: what is closed to them cannot be told.
    if (accepts.some(({ match }) => /^(?:-i \S+ )?-s (?!127\.)\S+(?: -m comment --comment .*)?$/.test(match))) return;
    const closed = required.filter(({ port, protocol }) => !accepts.some(rule => namesPort(rule, port, protocol)));
    if (closed.length > 0)
      report('closed', { params: { what: stop.what, ports: portsText(closed) }, evidence: [stop.at] });
  },
});
