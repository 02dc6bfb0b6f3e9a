import { defineCheck } from '../../check.js';
import { interfaces } from '../../facts/network/interfaces.js';

/** A bridge without pods (`docker0`, `cni0`) has no carrier, and a spare card is down without a fault. */
const CARD = /^(?:eth|en|em|bond|ib|p\d)/;
const OVERLAY = /^(?:flannel\.\d+|flannel-wg|vxlan\.calico|cilium_vxlan)$/;

export default defineCheck({
  severity: 'critical',
  explainedBy: ['network/links-up', 'network/adapters-transmit'],
  needs: { interfaces },

  messages: {
    en: {
      passed: 'The interfaces that the node uses are up',
      failed: 'An interface that the node uses is down',
      why: 'An interface with an address carries nothing. Of the card of the node: it is cut off. Of `flannel.1`, `vxlan.calico` or `tunl0`: pods of this node do not reach pods of others, while those on the same node still do.',
      fix: [
        'See it: `ip -br link`, `ip -br addr`.',
        'Bring it up: `ip link set {name} up`.',
        'Of a card without carrier: check cable, switch port and, of a virtual machine, whether its network is attached.',
        "Of an overlay that goes down again: restart the network plugin's pod on this node, on k3s `systemctl restart k3s` or `k3s-agent`; running pods go on.",
      ],
      findings: {
        down: '{name} has the address {address} and is down ({state}).',
        overlay: '{name}, over which pods of other nodes are reached, is down ({state}).',
      },
    },
    'zh-CN': {
      passed: '节点使用的网络接口均已启用',
      failed: '节点使用的网络接口处于关闭状态',
      why: '配置了地址的接口不通。若为节点网卡，节点与外界隔离；若为 `flannel.1`、`vxlan.calico` 或 `tunl0`，该节点的 Pod 无法访问其他节点的 Pod，同节点的 Pod 之间仍可通信。',
      fix: [
        '查看：`ip -br link`，`ip -br addr`。',
        '启用：`ip link set {name} up`。',
        '网卡没有信号时：检查网线、交换机端口；虚拟机检查网络是否已连接。',
        'overlay 接口再次关闭时：重启该节点上的网络插件 Pod，k3s 为 `systemctl restart k3s` 或 `k3s-agent`，运行中的 Pod 不受影响。',
      ],
      findings: {
        down: '{name} 配置了地址 {address}，但处于关闭状态（{state}）。',
        overlay: '{name} 用于访问其他节点的 Pod，但处于关闭状态（{state}）。',
      },
    },
  },

  run({ interfaces: cards }, report) {
    for (const { name, flags, state, addresses, at } of cards) {
      const up =
        flags.includes('UP') && state !== 'DOWN' && state !== 'LOWERLAYERDOWN' && !flags.includes('NO-CARRIER');
      if (up) continue;
      const shown = { name, state: [state ?? 'DOWN', ...flags.filter(flag => flag === 'NO-CARRIER')].join(', ') };
      if (OVERLAY.test(name)) report('overlay', { params: shown, evidence: [at] });
      const [own] = addresses.filter(({ text }) => !/^(?:fe80|169\.254\.)/i.test(text));
      if (CARD.test(name) && own) report('down', { params: { ...shown, address: own.text }, evidence: [at, own.at] });
    }
  },
});
