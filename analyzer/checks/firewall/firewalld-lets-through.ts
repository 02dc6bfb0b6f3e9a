import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { firewalld, letsIn } from '../../facts/network/firewall-services.js';
import { portsText, requiredPorts } from '../../facts/network/required-ports.js';
import { isRunning } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

/** Services of firewalld that hold ports of Kubernetes, as of firewalld 2. */
const SERVICES: Readonly<Record<string, readonly number[]>> = {
  'kube-apiserver': [6443],
  'kube-control-plane': [6443, 2379, 2380, 10250],
  'kube-worker': [10250],
  kubelet: [10250],
  'kubelet-worker': [10250],
  'etcd-server': [2380],
  'etcd-client': [2379],
  bgp: [179],
};

export default defineCheck({
  severity: 'warning',

  needs: { service: optional(firewalld), units: optional(unitStates), required: requiredPorts },

  messages: {
    en: {
      passed: 'firewalld lets in what the node needs',
      failed: 'firewalld keeps out what the node needs',
      why: 'The other nodes and the API server reach this node on these ports; what is closed shows as NotReady, as `kubectl logs` that hang, or as pods that do not reach each other over nodes. Security groups of the cloud are not seen from the node: check them as well. Only the default zone of firewalld is seen here: an interface in another zone has other rules.',
      fix: [
        'Open them for the other nodes: `firewall-cmd --permanent --zone=trusted --add-source=192.0.2.0/24` with the network of the nodes, and with that of pods and services (k3s: `10.42.0.0/16` and `10.43.0.0/16`); or port by port: `firewall-cmd --permanent --add-port=10250/tcp --add-port=8472/udp`.',
        'Load the rules: `firewall-cmd --reload`, then restart what writes rules of its own: kube-proxy and the network plugin, on k3s `systemctl restart k3s` or `k3s-agent`.',
        'If a security group protects the node already, k3s recommends to switch firewalld off: `systemctl disable --now firewalld`.',
      ],
      doesNotApply: 'firewalld is not active on this node.',
      findings: {
        closed: 'firewalld is active and does not let in: {ports}.',
      },
    },
    'zh-CN': {
      passed: 'firewalld 已放通节点所需端口',
      failed: 'firewalld 阻断了节点所需的端口',
      why: '其他节点和 API Server 通过这些端口访问该节点；端口不通时表现为 NotReady、`kubectl logs` 卡住，或 Pod 跨节点无法通信。云平台的安全组无法从节点上看到，请一并检查。此处仅能看到 firewalld 的默认区域，其他区域中的网卡规则不同。',
      fix: [
        '对其他节点放通：`firewall-cmd --permanent --zone=trusted --add-source=192.0.2.0/24`（替换为节点网段），Pod 与 Service 网段同样添加（k3s 为 `10.42.0.0/16` 与 `10.43.0.0/16`）；或逐个放通：`firewall-cmd --permanent --add-port=10250/tcp --add-port=8472/udp`。',
        '加载规则：`firewall-cmd --reload`，然后重启会自行写入规则的组件：kube-proxy 与网络插件，k3s 为 `systemctl restart k3s` 或 `k3s-agent`。',
        '若节点已有安全组保护，k3s 建议关闭 firewalld：`systemctl disable --now firewalld`。',
      ],
      doesNotApply: '该节点未启用 firewalld。',
      findings: {
        closed: 'firewalld 已启用，且未放通：{ports}。',
      },
    },
  },

  applies: ({ service, units }) => {
    if (service) return service.active;
    const state = units?.find('firewalld');
    return state === undefined || isRunning(state) || false;
  },

  run({ service, required }, report) {
    if (!service) throw new ParseError('firewalld runs, and what it lets in was not collected');
    // Addresses that are let in wholly are mostly the other nodes: which ports are closed to them cannot be told.
    if (service.lets || service.trusted.length > 0) return;
    const named = service.services.flatMap(name => SERVICES[name] ?? []);
    const closed = required.filter(({ port, protocol }) => !letsIn(service, port, protocol) && !named.includes(port));
    if (closed.length === 0) return;
    report('closed', { params: { ports: portsText(closed) }, evidence: [service.at] });
  },
});
