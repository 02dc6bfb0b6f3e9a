import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Calico has no address left for this node (projectcalico/calico, libcalico-go/lib/ipam):
 *
 * ```
 * failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No IPs available in pools: [192.168.0.0/24]
 * No more free affine blocks and strict affinity enabled
 * Need to allocate an IPAM block but could not - limit of 20 blocks reached for this node
 * no configured Calico pools for node n1
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>Assigned 0 out of \d+ requested IPv[46] addresses.{0,160}|No more free affine blocks and strict affinity enabled|Need to allocate an IPAM block but could not.{0,80}|no configured Calico pools.{0,80})/,
  anchor: [
    'Assigned 0 out of ',
    'No more free affine blocks',
    'Need to allocate an IPAM block',
    'no configured Calico pools',
  ],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'Calico has addresses for pods',
      failed: 'Calico has no IP addresses left for this node',
      why: 'New pods stay in `ContainerCreating`. The pool is used up, or this node may take no further block of it, or blocks belong to nodes that are gone.',
      fix: [
        'Run fewer pods on the node: `kubectl cordon NODE` keeps new ones away, deleting or moving pods frees addresses at once (that interrupts these pods).',
        'See how full the pools are: `calicoctl ipam show --show-blocks`.',
        'Give back what is not used any more, as blocks of deleted nodes: `calicoctl ipam check -o report.json`, then `calicoctl ipam release --from-report=report.json`.',
        'Add a pool: `calicoctl create -f pool.yaml` with a range that is not used elsewhere. If no pool selects this node, correct its `nodeSelector`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'Calico 有足够的 IP 供 Pod 使用',
      failed: 'Calico 在该节点上已无可用 IP 地址',
      why: '新建的 Pod 会停在 `ContainerCreating`。地址池已用完、该节点可用的地址块已达上限，或地址块仍属于已删除的节点。',
      fix: [
        '减少该节点上的 Pod 数量：`kubectl cordon 节点名` 可避免新的 Pod 调度过来，删除或迁移 Pod 可立即释放地址（会中断这些 Pod）。',
        '查看地址池使用情况：`calicoctl ipam show --show-blocks`。',
        '归还不再使用的地址，例如已删除节点的地址块：`calicoctl ipam check -o report.json`，然后 `calicoctl ipam release --from-report=report.json`。',
        '增加地址池：`calicoctl create -f pool.yaml`，使用未被占用的网段。若没有地址池匹配该节点，请修正其 `nodeSelector`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
