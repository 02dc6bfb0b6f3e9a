import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { interfaces } from '../../facts/network/interfaces.js';
import { routes } from '../../facts/network/routes.js';

const CARD = /^(?:eth|en|em|bond|ib|p\d)/;
/** Bytes that each kind of overlay adds over IPv4. */
const OVERHEAD: readonly (readonly [RegExp, number])[] = [
  [/^(?:flannel\.\d+|vxlan\.calico|cilium_vxlan)$/, 50],
  [/^tunl0$/, 20],
  [/^(?:flannel-wg|wireguard\.cali)$/, 60],
];

export default defineCheck({
  severity: 'warning',

  needs: { interfaces, routes: optional(routes) },

  messages: {
    en: {
      passed: 'Packets of pods fit through the network of the node',
      failed: 'Packets of pods are too large for the network of the node',
      why: 'An overlay wraps every packet of a pod into another one, which needs room: 50 bytes with VXLAN, 20 with IP-in-IP, 60 with WireGuard. Packets that are too large with it are lost: small answers come through, large ones hang (TLS, image pulls, `kubectl logs`).',
      fix: [
        'Compare them: `ip -br link; ip link show {name}`, and try what passes between nodes: `ping -M do -s 1422 OTHER-NODE`.',
        'Set the MTU of the plugin to {fits}: with flannel delete `{name}` and restart it (pods of this node reach no others meanwhile): `ip link delete {name}`, on k3s `systemctl restart k3s` or `k3s-agent`; with Calico `kubectl edit felixconfiguration default`.',
        'Or raise the MTU of {card}, on all nodes and switches alike.',
      ],
      findings: {
        large: '{name} lets packets of {mtu} bytes in; with {card} ({cardMtu}) underneath at most {fits} fit.',
      },
    },
    'zh-CN': {
      passed: 'Pod 的数据包大小与节点网络匹配',
      failed: 'Pod 的数据包超出节点网络允许的大小',
      why: 'overlay 会把 Pod 的每个数据包封装到另一个数据包中，需要额外空间：VXLAN 50 字节，IPIP 20 字节，WireGuard 60 字节。封装后过大的数据包会丢失：小的应答正常，大的卡住（TLS、拉取镜像、`kubectl logs`）。',
      fix: [
        '对比：`ip -br link; ip link show {name}`，并测试节点间可通过的大小：`ping -M do -s 1422 其他节点`。',
        '将插件 MTU 设为 {fits}：flannel 需删除 `{name}` 并重启（期间该节点的 Pod 无法访问其他节点）：`ip link delete {name}`，k3s 执行 `systemctl restart k3s` 或 `k3s-agent`；Calico 使用 `kubectl edit felixconfiguration default`。',
        '或在所有节点和交换机上统一调大 {card} 的 MTU。',
      ],
      findings: {
        large: '{name} 允许 {mtu} 字节的数据包；其下的 {card}（{cardMtu}）最多只能容纳 {fits}。',
      },
    },
  },

  run({ interfaces: cards, routes: known }, report) {
    const named = known?.defaults.find(({ dev }) => dev !== '?')?.dev;
    const card = cards.find(({ name }) => name === named) ?? cards.find(({ name }) => CARD.test(name));
    if (card?.mtu === undefined) return;
    for (const { name, mtu, at } of cards) {
      const room = OVERHEAD.find(([pattern]) => pattern.test(name))?.[1];
      if (room === undefined || mtu === undefined || mtu <= card.mtu - room) continue;
      const params = { name, mtu, card: card.name, cardMtu: card.mtu, fits: card.mtu - room };
      report('large', { params, evidence: [at, card.at] });
    }
  },
});
