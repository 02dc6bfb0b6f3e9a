import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * flannel cannot start or ends, in its own words (flannel main.go); how k3s ends with it is another check's:
 *
 * ```
 * Failed to find any valid interface to use: failed to get default interface: unable to find default route
 * Could not find valid interface matching eth1: error looking up interface eth1
 * Error fetching vni: …
 * failed to add vxlanRoute (10.42.1.0/24 -> 10.42.1.0): network is unreachable
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>Failed to find any valid interface to use.{0,160}|Could not find valid interface matching .{0,120}|Failed to (?:find interface|create SubnetManager).{0,160}|failed to add vxlanRoute .{0,140}|failed to create vxlan device.{0,140})/,
  anchor: [
    'Failed to find any valid interface',
    'Could not find valid interface',
    'Failed to find interface',
    'Failed to create SubnetManager',
    'failed to add vxlanRoute',
    'failed to create vxlan device',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['network/default-route-present', 'ip/pod-range-assigned'],
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'flannel reports no failure to start',
      failed: 'flannel cannot start',
      why: 'Without flannel the pods of this node reach no pods of other nodes, and new ones get no network. It found no interface to use (no default route, a wrong `--iface`), the kernel has no vxlan, or the API server did not answer.',
      fix: [
        'Of `default route` or `valid interface`: see `ip route` and `ip addr`; name the interface, for k3s `flannel-iface: eth0` in `/etc/rancher/k3s/config.yaml`, otherwise `--iface=eth0` in the DaemonSet.',
        'Of `operation not supported`: `modprobe vxlan`; on a Raspberry Pi with Ubuntu `apt install linux-modules-extra-raspi`.',
        'Of `SubnetManager`: look at the findings on the path to the API server.',
        'Then restart it: `systemctl restart k3s` or `k3s-agent`, otherwise delete the pod of flannel on this node; it comes back. Running pods go on.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'flannel 未报告启动失败',
      failed: 'flannel 无法启动',
      why: '没有 flannel，该节点的 Pod 无法访问其他节点的 Pod，新建的 Pod 无法获得网络。可能是找不到可用网卡（没有默认路由或 `--iface` 配置错误）、内核没有 vxlan，或 API Server 无响应。',
      fix: [
        '若提示 `default route` 或 `valid interface`：查看 `ip route` 与 `ip addr`；指定网卡，k3s 在 `/etc/rancher/k3s/config.yaml` 中写入 `flannel-iface: eth0`，否则在 DaemonSet 中加 `--iface=eth0`。',
        '若提示 `operation not supported`：`modprobe vxlan`；树莓派上的 Ubuntu 需要 `apt install linux-modules-extra-raspi`。',
        '若提示 `SubnetManager`：请查看访问 API Server 相关的问题。',
        '然后重启：`systemctl restart k3s` 或 `k3s-agent`，否则删除该节点上的 flannel Pod，它会自动重建。运行中的 Pod 不受影响。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
