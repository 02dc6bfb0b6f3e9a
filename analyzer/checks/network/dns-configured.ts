import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { kubeletResolvConf } from '../../facts/network/kubelet-resolv-conf.js';
import { resolver } from '../../facts/network/resolv-conf.js';

export default defineCheck({
  severity: 'warning',

  needs: { resolver, kubelet: optional(kubeletResolvConf) },

  messages: {
    en: {
      passed: 'The DNS settings of the node can be used',
      failed: 'The DNS settings of the node cannot be used as they are',
      why: 'The kubelet hands them to pods and to CoreDNS. Without a server no name is resolved. A server on the loopback is, inside a pod, the pod itself: CoreDNS then asks itself without end, and stops with `Loop detected`.',
      fix: [
        'Look at it: `cat /etc/resolv.conf`, and who writes it: `ls -l /etc/resolv.conf`, `resolvectl status`.',
        'Of none: put the servers into the settings of the network (`/etc/netplan`, `nmcli connection modify NAME ipv4.dns 192.0.2.53`), so that they stay.',
        'Of the loopback: let the kubelet use the real list. kubeadm: `resolvConf: /run/systemd/resolve/resolv.conf` in `/var/lib/kubelet/config.yaml`, then `systemctl restart kubelet` (containers go on); k3s: `kubelet-arg: resolv-conf=/run/systemd/resolve/resolv.conf` in `/etc/rancher/k3s/config.yaml`. Then start CoreDNS anew: `kubectl -n kube-system rollout restart deployment coredns`.',
      ],
      findings: {
        none: '/etc/resolv.conf names no server.',
        loop: 'The kubelet gives pods /etc/resolv.conf, which names {server}: to a pod that is itself.',
        many: '/etc/resolv.conf names {count} servers; the resolver and pods use the first three.',
      },
    },
    'zh-CN': {
      passed: '节点 DNS 配置可用',
      failed: '节点 DNS 配置存在问题',
      why: 'kubelet 会将该配置传给 Pod 和 CoreDNS。没有服务器时无法解析任何域名。若服务器是回环地址，在 Pod 中指向的是 Pod 自身：CoreDNS 会不断查询自己，并以 `Loop detected` 退出。',
      fix: [
        '查看：`cat /etc/resolv.conf`，以及由谁写入：`ls -l /etc/resolv.conf`，`resolvectl status`。',
        '没有服务器：在网络配置中设置（`/etc/netplan`，`nmcli connection modify 连接名 ipv4.dns 192.0.2.53`），以免丢失。',
        '回环地址：让 kubelet 使用真实的列表。kubeadm：在 `/var/lib/kubelet/config.yaml` 中设置 `resolvConf: /run/systemd/resolve/resolv.conf`，然后 `systemctl restart kubelet`（容器不受影响）；k3s：在 `/etc/rancher/k3s/config.yaml` 中写入 `kubelet-arg: resolv-conf=/run/systemd/resolve/resolv.conf`。随后重启 CoreDNS：`kubectl -n kube-system rollout restart deployment coredns`。',
      ],
      findings: {
        none: '/etc/resolv.conf 中没有服务器。',
        loop: 'kubelet 将 /etc/resolv.conf 传给 Pod，其中的 {server} 在 Pod 中指向 Pod 自身。',
        many: '/etc/resolv.conf 中有 {count} 个服务器，解析器和 Pod 只使用前三个。',
      },
    },
  },

  run({ resolver: { nameservers, first }, kubelet }, report) {
    if (nameservers.length === 0) {
      report('none', { severity: 'critical', evidence: [first] });
      return;
    }
    const looped = nameservers.every(({ address }) => /^(?:127\.|::1$)/.test(address)) ? nameservers[0] : undefined;
    // Only a file of the kubelet that says so proves it: k3s, and kubeadm with systemd-resolved, choose another one.
    if (looped && kubelet?.path === '/etc/resolv.conf') {
      report('loop', { params: { server: looped.address }, evidence: [looped.at, kubelet.at] });
    }
    if (nameservers.length > 3) {
      report('many', {
        severity: 'info',
        params: { count: nameservers.length },
        evidence: nameservers.slice(3).map(({ at }) => at),
      });
    }
  },
});
