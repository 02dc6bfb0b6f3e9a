import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { letsIn, ufw } from '../../facts/network/firewall-services.js';
import { portsText, requiredPorts } from '../../facts/network/required-ports.js';
import { isRunning } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

/** Profiles of ufw hold no ports of Kubernetes. */
const SERVICES: Readonly<Record<string, readonly number[]>> = {};

export default defineCheck({
  severity: 'warning',

  needs: { service: optional(ufw), units: optional(unitStates), required: requiredPorts },

  messages: {
    en: {
      passed: 'ufw lets in what the node needs',
      failed: 'ufw keeps out what the node needs',
      why: 'The other nodes and the API server reach this node on these ports; what is closed shows as NotReady, as `kubectl logs` that hang, or as pods that do not reach each other over nodes. Security groups of the cloud are not seen from the node: check them as well.',
      fix: [
        'Open them for the other nodes: `ufw allow from 192.0.2.0/24` with the network of the nodes, and with that of pods and services (k3s: `10.42.0.0/16` and `10.43.0.0/16`); or port by port: `ufw allow 10250/tcp`, `ufw allow 8472/udp`.',
        'Let packets of pods pass: `DEFAULT_FORWARD_POLICY="ACCEPT"` in `/etc/default/ufw`, then `ufw reload`.',
        'If a security group protects the node already, k3s recommends to switch ufw off: `ufw disable`.',
      ],
      doesNotApply: 'ufw is not active on this node.',
      findings: {
        closed: 'ufw is active and does not let in: {ports}.',
      },
    },
    'zh-CN': {
      passed: 'ufw 已放通节点所需端口',
      failed: 'ufw 阻断了节点所需的端口',
      why: '其他节点和 API Server 通过这些端口访问该节点；端口不通时表现为 NotReady、`kubectl logs` 卡住，或 Pod 跨节点无法通信。云平台的安全组无法从节点上看到，请一并检查。',
      fix: [
        '对其他节点放通：`ufw allow from 192.0.2.0/24`（替换为节点网段），Pod 与 Service 网段同样添加（k3s 为 `10.42.0.0/16` 与 `10.43.0.0/16`）；或逐个放通：`ufw allow 10250/tcp`，`ufw allow 8472/udp`。',
        '允许转发 Pod 数据包：在 `/etc/default/ufw` 中设置 `DEFAULT_FORWARD_POLICY="ACCEPT"`，然后 `ufw reload`。',
        '若节点已有安全组保护，k3s 建议关闭 ufw：`ufw disable`。',
      ],
      doesNotApply: '该节点未启用 ufw。',
      findings: {
        closed: 'ufw 已启用，且未放通：{ports}。',
      },
    },
  },

  applies: ({ service, units }) => {
    if (service) return service.active;
    const state = units?.find('ufw');
    return state === undefined || isRunning(state) || state.active === 'active';
  },

  run({ service, required }, report) {
    if (!service) throw new ParseError('ufw runs, and what it lets in was not collected');
    // Addresses that are let in wholly are mostly the other nodes: which ports are closed to them cannot be told.
    if (service.lets || service.trusted.length > 0) return;
    const named = service.services.flatMap(name => SERVICES[name] ?? []);
    const closed = required.filter(({ port, protocol }) => !letsIn(service, port, protocol) && !named.includes(port));
    if (closed.length === 0) return;
    report('closed', { params: { ports: portsText(closed) }, evidence: [service.at] });
  },
});
