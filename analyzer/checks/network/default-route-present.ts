import { defineCheck } from '../../check.js';
import { routes } from '../../facts/network/routes.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['network/links-up'],
  needs: { routes },

  messages: {
    en: {
      passed: 'The node has a default route',
      failed: 'The node has no default route',
      why: 'Packets for other networks have nowhere to go: images cannot be pulled, and an API server in another network is out of reach. flannel and k3s choose their interface by it and do not start without. It is lost when the network was restarted by hand, DHCP failed, or a tool rewrote the settings.',
      fix: [
        'See what is there: `ip route`, `ip addr`.',
        'Put it back at once: `ip route add default via ROUTER dev eth0`.',
        'Find why it is not set: `nmcli connection show`, `networkctl status`, `/etc/sysconfig/network-scripts`, `/etc/netplan`. Restarting the network may cut the node off for seconds: `systemctl restart NetworkManager` or `netplan apply`.',
        'A node that is meant to have none (air gap) still needs one for k3s: `ip route add default via 203.0.113.254 dev eth0 metric 1000` (see its air-gap guide).',
      ],
      findings: {
        none: 'None of the {count} routes of the node is a default route.',
      },
    },
    'zh-CN': {
      passed: '节点有默认路由',
      failed: '节点没有默认路由',
      why: '发往其他网络的数据包无处可去：镜像无法拉取，位于其他网段的 API Server 无法访问。flannel 和 k3s 依靠默认路由选择网卡，没有时无法启动。常见于手动重启网络、DHCP 失败或工具改写了网络配置。',
      fix: [
        '查看现状：`ip route`，`ip addr`。',
        '立即恢复：`ip route add default via 网关 dev eth0`。',
        '查找未设置的原因：`nmcli connection show`、`networkctl status`、`/etc/sysconfig/network-scripts`、`/etc/netplan`。重启网络可能使节点中断数秒：`systemctl restart NetworkManager` 或 `netplan apply`。',
        '特意不设默认路由的节点（离线环境）运行 k3s 仍需要一条：`ip route add default via 203.0.113.254 dev eth0 metric 1000`（见其离线安装文档）。',
      ],
      findings: {
        none: '节点的 {count} 条路由中没有默认路由。',
      },
    },
  },

  run({ routes: { defaults, count, first } }, report) {
    if (defaults.length === 0) report('none', { params: { count }, evidence: [first] });
  },
});
