import { defineCheck } from '../../check.js';
import { stopOf } from '../../facts/network/filter-verdict.js';
import { packetFilter } from '../../facts/network/packet-filter.js';

/** Chains of kube-proxy and of network plugins that accept packets of pods. */
const LETTING =
  /^(?:KUBE-FORWARD|FLANNEL-FWD|cali-FORWARD|CILIUM_FORWARD|KUBE-ROUTER-FORWARD|KUBE-POD-FW|CNI-FORWARD|WEAVE|TERWAY|AWS-)/;
/** A network or a bridge of pods: `-s 10.42.0.0/16`, `-i cni0`. */
const NETWORK = /^-[sdio] (?!docker0|lo\b)/;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['firewall/firewalld-lets-through', 'firewall/ufw-lets-through'],

  needs: { filter: packetFilter },

  messages: {
    en: {
      passed: 'iptables passes packets of pods on',
      failed: 'iptables stops packets of pods',
      why: 'Packets between pods and from pods to the outside are forwarded by the node. Docker sets the policy of FORWARD to DROP; kube-proxy and the network plugin then have to let their packets through, and here nothing does.',
      fix: [
        'Look at the rules with their counters: `iptables -L FORWARD -n -v --line-numbers`.',
        'Let them through at once: `iptables -P FORWARD ACCEPT`, or for the network of pods alone: `iptables -I FORWARD -s 10.42.0.0/16 -j ACCEPT; iptables -I FORWARD -d 10.42.0.0/16 -j ACCEPT`.',
        'See that kube-proxy and the network plugin run on this node: they write these rules. After `systemctl restart iptables` or `firewall-cmd --reload`, which throw them away, restart both.',
      ],
      findings: {
        stopped:
          '{what} in FORWARD stops packets that no rule lets through, and no rule of kube-proxy or of the network plugin stands before it.',
      },
    },
    'zh-CN': {
      passed: 'iptables 允许转发 Pod 数据包',
      failed: 'iptables 阻断了 Pod 数据包的转发',
      why: 'Pod 之间以及 Pod 到外部的数据包由节点转发。docker 会将 FORWARD 策略设为 DROP，需要 kube-proxy 和网络插件放通，而此处没有放通规则。',
      fix: [
        '查看规则及其计数：`iptables -L FORWARD -n -v --line-numbers`。',
        '立即放通：`iptables -P FORWARD ACCEPT`，或仅放通 Pod 网段：`iptables -I FORWARD -s 10.42.0.0/16 -j ACCEPT; iptables -I FORWARD -d 10.42.0.0/16 -j ACCEPT`。',
        '确认该节点上的 kube-proxy 与网络插件运行正常：规则由它们写入。执行过 `systemctl restart iptables` 或 `firewall-cmd --reload` 后规则会丢失，需重启这两个组件。',
      ],
      findings: {
        stopped: 'FORWARD 链中的 {what} 会阻断未放通的数据包，而其之前没有 kube-proxy 或网络插件的规则。',
      },
    },
  },

  run({ filter }, report) {
    const stop = stopOf(filter, 'FORWARD');
    if (
      !stop ||
      stop.before.some(({ target, match }) => LETTING.test(target) || (target === 'ACCEPT' && NETWORK.test(match)))
    ) {
      return;
    }
    report('stopped', { params: { what: stop.what }, evidence: [stop.at] });
  },
});
