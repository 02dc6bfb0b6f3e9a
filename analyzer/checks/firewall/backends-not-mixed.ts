import { defineCheck } from '../../check.js';
import { packetFilter } from '../../facts/network/packet-filter.js';

export default defineCheck({
  severity: 'info',

  needs: { filter: packetFilter },

  messages: {
    en: {
      passed: 'All rules of iptables are of one kind',
      failed: 'Rules of both kinds of iptables are on the node',
      why: "iptables comes as `legacy` and as `nft`, and each sees its own rules only, while packets pass through both. A rule that drops in the one is not seen in the other. When rules of Kubernetes are in the kind that the node's own tool does not show, that tool and kube-proxy work past each other.",
      fix: [
        'See both: `iptables-legacy-save | grep -c ^-A`, `iptables-nft-save | grep -c ^-A`, and which one `iptables -V` is.',
        'Choose one for the node and its network plugin: `update-alternatives --set iptables /usr/sbin/iptables-nft` (or `-legacy`), then drain and reboot the node, which interrupts its workloads and throws the other rules away.',
      ],
      findings: {
        mixed: 'iptables warns that rules of its other kind are there, too.',
        hidden: 'iptables warns that rules of its other kind are there, too, and shows none of Kubernetes itself.',
      },
    },
    'zh-CN': {
      passed: 'iptables 规则只有一种后端',
      failed: '节点上同时存在两种 iptables 规则',
      why: 'iptables 有 `legacy` 与 `nft` 两种后端，各自只能看到自己的规则，而数据包会经过两者。一方的丢弃规则在另一方不可见。若 Kubernetes 的规则位于节点自身工具看不到的一方，两者会互不知情地工作。',
      fix: [
        '查看两种规则：`iptables-legacy-save | grep -c ^-A`，`iptables-nft-save | grep -c ^-A`，并用 `iptables -V` 确认当前使用的后端。',
        '为节点和网络插件统一选择一种：`update-alternatives --set iptables /usr/sbin/iptables-nft`（或 `-legacy`），然后排空并重启节点（会中断其业务，并清除另一方的规则）。',
      ],
      findings: {
        mixed: 'iptables 提示另一种后端中也存在规则。',
        hidden: 'iptables 提示另一种后端中也存在规则，且当前后端中没有 Kubernetes 的规则。',
      },
    },
  },

  run({ filter: { otherBackend, rules } }, report) {
    if (!otherBackend) return;
    const kubernetes = rules.some(
      ({ chain, target }) => /^(?:KUBE-|cali-|FLANNEL-)/.test(chain) || /^(?:KUBE-|cali-)/.test(target),
    );
    if (kubernetes) report('mixed', { evidence: [otherBackend] });
    else report('hidden', { severity: 'warning', evidence: [otherBackend] });
  },
});
