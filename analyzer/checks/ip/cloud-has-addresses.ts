import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The plugin of AWS, Azure or Cilium has no address left:
 *
 * ```
 * plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container
 * InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request
 * Failed to allocate address: Failed to allocate pool: No available addresses
 * unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure range is full
 * No more IPs available
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>(?:add cmd: )?failed to assign an IP address to container.{0,80}|InsufficientFreeAddressesInSubnet.{0,120}|Failed to allocate address: .{0,80}No available addresses.{0,40}|postIpamFailure .{0,20}(?:range is full|No more IPs available)|No more IPs available.{0,60})/,
  anchor: [
    'failed to assign an IP address to container',
    'InsufficientFreeAddressesInSubnet',
    'Failed to allocate address: ',
    'postIpamFailure',
    'No more IPs available',
  ],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The network plugin of the cloud has addresses for pods',
      failed: 'The network plugin of the cloud has no IP addresses left',
      why: 'New pods stay in `ContainerCreating`. The subnet is used up, or the instance holds as many addresses as its type may have.',
      fix: [
        'Run fewer pods on the node: `kubectl cordon NODE` keeps new ones away, deleting or moving pods frees addresses at once (that interrupts these pods).',
        'AWS: see the free addresses of the subnet (`aws ec2 describe-subnets --query "Subnets[].[SubnetId,AvailableIpAddressCount]"`) and the limit of the instance type; use prefix delegation (`kubectl -n kube-system set env daemonset aws-node ENABLE_PREFIX_DELEGATION=true`) or a further subnet.',
        'Azure: a larger subnet, or fewer pods on each node (`--max-pods`). Cilium: see `cilium status --verbose` for the range of this node, and give nodes larger ones (`clusterPoolIPv4MaskSize`), or delete CiliumNodes of machines that are gone.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '云网络插件有足够的 IP 供 Pod 使用',
      failed: '云网络插件已无可用 IP 地址',
      why: '新建的 Pod 会停在 `ContainerCreating`。子网地址已用完，或实例的地址数已达到其规格上限。',
      fix: [
        '减少该节点上的 Pod 数量：`kubectl cordon 节点名` 可避免新的 Pod 调度过来，删除或迁移 Pod 可立即释放地址（会中断这些 Pod）。',
        'AWS：查看子网剩余地址（`aws ec2 describe-subnets --query "Subnets[].[SubnetId,AvailableIpAddressCount]"`）和实例规格上限；启用前缀委派（`kubectl -n kube-system set env daemonset aws-node ENABLE_PREFIX_DELEGATION=true`）或增加子网。',
        'Azure：扩大子网，或减少每节点 Pod 数（`--max-pods`）。Cilium：用 `cilium status --verbose` 查看该节点地址段，为节点分配更大的地址段（`clusterPoolIPv4MaskSize`），或删除已不存在机器的 CiliumNode。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
