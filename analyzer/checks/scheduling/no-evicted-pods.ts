import { defineCheck } from '../../check.js';
import { podsOnNode } from '../../facts/cluster/pods-on-node.js';

const REASON = /^Evicted$/;
const SHOWN = 5;

export default defineCheck({
  severity: 'info',
  explainedBy: ['events/no-eviction', 'memory/no-eviction', 'pids/no-eviction'],
  needs: { pods: podsOnNode },

  messages: {
    en: {
      passed: 'No evicted pods are left on the node',
      failed: 'Evicted pods are left on the node',
      why: 'The kubelet ended these pods because the node was short of something. They use nothing any more; see memory, disk, inodes and PIDs for what was short, and whether it still is.',
      fix: [
        'See what was short: `kubectl describe pod -n <namespace> <pod>`, `Message`.',
        'Delete them: `kubectl delete pods -A --field-selector=status.phase=Failed`. This deletes all failed pods of the cluster, with what their logs could still tell.',
      ],
      findings: { ended: '{count} pods with {reason}: {names}' },
    },
    'zh-CN': {
      passed: '节点上没有残留被驱逐的 Pod',
      failed: '节点上残留有被驱逐的 Pod',
      why: '因节点资源不足，kubelet 终止了这些 Pod。它们不再占用资源；当时缺少的资源以及是否仍然不足，请查看内存、磁盘、inode 及 PID 各节。',
      fix: [
        '查看当时缺少的资源：`kubectl describe pod -n <namespace> <pod>` 中的 `Message`。',
        '删除残留：`kubectl delete pods -A --field-selector=status.phase=Failed`。该命令会删除集群中所有失败的 Pod，其日志也将无法查看。',
      ],
      findings: { ended: '{count} 个 Pod 为 {reason}：{names}' },
    },
  },

  run({ pods }, report) {
    const reasons = new Set(pods.map(({ reason }) => reason).filter(reason => REASON.test(reason)));
    for (const reason of reasons) {
      const found = pods.filter(pod => pod.reason === reason);
      report('ended', {
        params: {
          count: found.length,
          reason,
          names: found
            .slice(0, SHOWN)
            .map(({ name }) => name)
            .join(', '),
        },
        evidence: found.slice(0, SHOWN).map(({ at }) => at),
      });
    }
  },
});
