import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * host-local, which flannel and bridge use, has given away the whole range of the node (containernetworking/plugins, plugins/ipam/host-local):
 *
 * ```
 * failed to delegate add: failed to allocate for range 0: no IP addresses available in range set: 10.42.0.1-10.42.0.254
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>failed to allocate for range \d+: no IP addresses available in range set: [0-9a-fA-F.:]{3,60}-[0-9a-fA-F.:]{3,60}|no IP addresses available in (?:network|range set): .{1,120})/,
  anchor: 'no IP addresses available in',
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['reboot/clean', 'ip/no-leaked-reservations'],
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The address range of the node has addresses for pods',
      failed: "Every address of the node's own range is taken",
      why: 'New pods stay in `ContainerCreating`. A node has 254 addresses with the usual /24 and runs at most 110 pods, so that the reason is mostly addresses that were never given back: after a crash of the node or the runtime their files stay in `/var/lib/cni/networks`.',
      fix: [
        'Run fewer pods on the node: `kubectl cordon NODE` keeps new ones away, deleting or moving pods frees addresses at once (that interrupts these pods).',
        'Compare the addresses taken with the pods that are there: `ls /var/lib/cni/networks/cbr0 | wc -l` and `crictl pods -q | wc -l`, with docker `docker ps -q --filter name=k8s_POD | wc -l`.',
        'Give back those without a pod. Each file holds the id of its sandbox; delete only files whose id is not listed: `for f in /var/lib/cni/networks/cbr0/[0-9]*; do id=$(head -1 $f | tr -d "\\r"); crictl pods -q --no-trunc | grep -q $id || echo $f; done`',
        'Then restart the runtime; on k3s `systemctl restart k3s` or `k3s-agent`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '节点地址段有足够的 IP 供 Pod 使用',
      failed: '节点地址段的 IP 已全部被占用',
      why: '新建的 Pod 会停在 `ContainerCreating`。节点通常为 /24，有 254 个地址，而 Pod 上限为 110，因此原因多为地址未被归还：节点或运行时崩溃后，`/var/lib/cni/networks` 中的文件会残留。',
      fix: [
        '减少该节点上的 Pod 数量：`kubectl cordon 节点名` 可避免新的 Pod 调度过来，删除或迁移 Pod 可立即释放地址（会中断这些 Pod）。',
        '对比已占用地址数与现有 Pod 数：`ls /var/lib/cni/networks/cbr0 | wc -l` 与 `crictl pods -q | wc -l`，docker 环境为 `docker ps -q --filter name=k8s_POD | wc -l`。',
        '归还没有对应 Pod 的地址。每个文件内是其 sandbox 的 ID，仅删除 ID 不存在的文件：`for f in /var/lib/cni/networks/cbr0/[0-9]*; do id=$(head -1 $f | tr -d "\\r"); crictl pods -q --no-trunc | grep -q $id || echo $f; done`',
        '然后重启运行时；k3s 为 `systemctl restart k3s` 或 `k3s-agent`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
