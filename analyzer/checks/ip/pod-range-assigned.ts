import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The node has been given no range for its pods, which the controller manager does from the cluster CIDR:
 *
 * ```
 * Error registering network: failed to acquire lease: node "n1" pod cidr not assigned
 * Waiting for node n1 CIDR not assigned yet
 * E1123 10:00:00.0 1 range_allocator.go:1] Failed to allocate CIDR for node n1: CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>(?:Error registering network: failed to acquire lease: )?node "?[\w.-]{1,253}"? pod cidr not assigned|CIDR allocation failed; there are no remaining CIDRs left.{0,60}|CIDRNotAvailable.{0,80})/,
  anchor: ['pod cidr not assigned', 'CIDR allocation failed; there are no remaining', 'CIDRNotAvailable'],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'Nothing says that the node has no range for its pods',
      failed: 'The node was given no address range for its pods',
      why: 'Every node gets its own part of the cluster CIDR. When that is used up, or the controller manager does not hand out parts (`--allocate-node-cidrs`), the network plugin does not start: no pod of the node gets an address, and the node stays NotReady.',
      fix: [
        'See whether the node has one: `kubectl get node NODE -o jsonpath="{.spec.podCIDR}"`.',
        'Delete Node objects of machines that are gone: each of them still holds a part. `kubectl get nodes`, `kubectl delete node NAME`.',
        'See that the controller manager runs with `--allocate-node-cidrs=true` and a `--cluster-cidr` that is large enough for all nodes (a /16 is enough for 256 nodes with a /24 each). With flannel it has to be the `Network` of its ConfigMap, too.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '没有迹象表明节点未分配 Pod 地址段',
      failed: '节点未分配到 Pod 地址段',
      why: '每个节点会从集群 CIDR 中得到自己的一段。若地址段已用完，或 controller-manager 未分配（`--allocate-node-cidrs`），网络插件无法启动：该节点的 Pod 都得不到地址，节点一直处于 NotReady。',
      fix: [
        '查看节点是否已有地址段：`kubectl get node 节点名 -o jsonpath="{.spec.podCIDR}"`。',
        '删除已不存在的机器的 Node 对象，它们仍占用地址段：`kubectl get nodes`，`kubectl delete node 节点名`。',
        '确认 controller-manager 以 `--allocate-node-cidrs=true` 运行，且 `--cluster-cidr` 足够所有节点使用（每节点 /24 时，/16 可供 256 个节点）。使用 flannel 时还须与其 ConfigMap 中的 `Network` 一致。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
