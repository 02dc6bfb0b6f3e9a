import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The bridge of the pods has an address of an earlier range (containernetworking/plugins, plugins/main/bridge):
 *
 * ```
 * failed to set bridge addr: "cni0" already has an IP address different from 10.42.3.1/24
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>"?(?:\\")?(?:cni0|cbr0|docker0|[\w-]{1,15})\\?"? already has an IP address different from [0-9a-fA-F.:/]{3,60})/,
  anchor: 'already has an IP address different from',
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: "The bridge of the pods has the address of this node's range",
      failed: 'The bridge of the pods has an address of another range',
      why: 'The node got a new range for its pods (it was joined anew, or flannel was set up anew), but the bridge `cni0` still has the old address. No new pod of this node gets a network.',
      fix: [
        'Drain the node: taking the bridge away cuts the pods on it off. `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`',
        'Delete the bridge; the plugin makes it anew for the next pod: `ip link set cni0 down; ip link delete cni0`, and with flannel `ip link delete flannel.1`.',
        'Restart what makes the overlay: on k3s `systemctl restart k3s` or `k3s-agent`, otherwise the pod of flannel on this node.',
        'Take it back: `kubectl uncordon NODE`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'Pod 网桥地址与节点地址段一致',
      failed: 'Pod 网桥的地址属于其他地址段',
      why: '节点得到了新的 Pod 地址段（重新加入集群或重装 flannel），但网桥 `cni0` 仍保留旧地址，该节点上新建的 Pod 都无法获得网络。',
      fix: [
        '先排空节点，删除网桥会中断其上 Pod 的网络：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`',
        '删除网桥，插件会在下一个 Pod 创建时重建：`ip link set cni0 down; ip link delete cni0`，使用 flannel 时再执行 `ip link delete flannel.1`。',
        '重启 overlay 组件：k3s 为 `systemctl restart k3s` 或 `k3s-agent`，否则重启该节点上的 flannel Pod。',
        '恢复调度：`kubectl uncordon 节点名`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
