import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { interfaces } from '../../facts/network/interfaces.js';
import { kernelSettings } from '../../facts/network/kernel-settings.js';

export default defineCheck({
  severity: 'critical',

  needs: { settings: kernelSettings, interfaces: optional(interfaces) },

  messages: {
    en: {
      passed: 'Packets on bridges pass through iptables',
      failed: 'Packets on bridges do not pass through iptables',
      why: 'Pods of one node talk over a bridge. kube-proxy replaces service addresses by iptables, and its rules do not see these packets when `bridge-nf-call-iptables` is off or the module br_netfilter is not loaded: a service works from other nodes and not between pods of this one, DNS among them.',
      fix: [
        'Load the module and switch it on: `modprobe br_netfilter; sysctl -w net.bridge.bridge-nf-call-iptables=1`.',
        'Keep both: `echo br_netfilter > /etc/modules-load.d/k8s.conf`, and the setting in `/etc/sysctl.d/99-kubernetes.conf`.',
      ],
      findings: {
        off: 'net.bridge.bridge-nf-call-iptables is {value}.',
        notLoaded:
          'The kernel has no net.bridge.bridge-nf-call-iptables: the module br_netfilter is not loaded, though {bridge} is a bridge for pods.',
      },
    },
    'zh-CN': {
      passed: '网桥上的数据包经过 iptables',
      failed: '网桥上的数据包未经过 iptables',
      why: '同一节点的 Pod 通过网桥通信。kube-proxy 用 iptables 替换 Service 地址，若 `bridge-nf-call-iptables` 关闭或未加载 br_netfilter 模块，这些数据包不会经过规则：Service 从其他节点访问正常，但该节点内的 Pod 之间（包括 DNS）访问失败。',
      fix: [
        '加载模块并开启：`modprobe br_netfilter; sysctl -w net.bridge.bridge-nf-call-iptables=1`。',
        '永久生效：`echo br_netfilter > /etc/modules-load.d/k8s.conf`，并将该设置写入 `/etc/sysctl.d/99-kubernetes.conf`。',
      ],
      findings: {
        off: 'net.bridge.bridge-nf-call-iptables 为 {value}。',
        notLoaded:
          '内核没有 net.bridge.bridge-nf-call-iptables：未加载 br_netfilter 模块，而 {bridge} 是 Pod 使用的网桥。',
      },
    },
  },

  run({ settings, interfaces: cards }, report) {
    const setting = settings.get('net.bridge.bridge-nf-call-iptables');
    if (setting?.value === '0') report('off', { params: { value: setting.value }, evidence: [setting.at] });
    // Calico, Cilium and the plugins of clouds have no bridge, and do without the module.
    const bridge = cards?.find(({ name }) => /^(?:cni0|cbr0|kube-bridge)$/.test(name));
    if (setting || !bridge) return;
    report('notLoaded', { params: { bridge: bridge.name }, evidence: [bridge.at] });
  },
});
