import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { unschedulablePods } from '../../facts/cluster/unschedulable-pods.js';
import { waitingFor } from '../../facts/cluster/waiting-pods.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

const REASON = /^Too many pods$/;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['scheduling/pods-have-places'],
  needs: { pods: unschedulablePods, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the cluster waits because nodes have too many',
      failed: 'Pods wait because nodes have as many pods as they may (Too many pods)',
      why: 'A pod waits for a node. Nodes take no more pods than `maxPods`, 110 unless set.',
      fix: [
        'See what is given away: `kubectl describe node <node-name>`, `Allocatable` and `Allocated resources`.',
        'Delete pods that are not needed, or fewer replicas.',
        'Set requests and limits of pods to what they really use.',
        'Give the node more, or add a node to the cluster.',
      ],
      findings: { waits: '{pod}: {reason} on {nodes} of {all} nodes of the cluster, {times}×.' },
    },
    'zh-CN': {
      passed: '集群中没有因 Pod 数达到上限而等待的 Pod',
      failed: '有 Pod 因节点 Pod 数达到上限而无法调度（Too many pods）',
      why: '有 Pod 正在等待节点。节点接受的 Pod 数不超过 `maxPods`（默认 110）。',
      fix: [
        '查看节点资源分配情况：`kubectl describe node <node-name>` 中的 `Allocatable` 与 `Allocated resources`。',
        '删除或减少不必要的 Pod，降低节点的负载。',
        '根据业务实际用量重新设置 Pod 的 request 与 limit。',
        '为节点扩容升配，或在集群中添加新的节点。',
      ],
      findings: { waits: '{pod}：集群 {all} 个节点中有 {nodes} 个为 {reason}，共 {times} 次。' },
    },
  },

  run({ pods, now }, report) {
    for (const { reason, nodes, all, pods: waiting, times, first, last, at } of waitingFor(pods, REASON)) {
      report('waits', {
        severity: faded('warning', recencyOf(last, now)),
        params: { pod: waiting, reason, nodes, all, times },
        evidence: at,
        seen: { ...(first !== undefined && { first }), ...(last !== undefined && { last }), count: times },
      });
    }
  },
});
