import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { unschedulablePods } from '../../facts/cluster/unschedulable-pods.js';
import { waitingFor } from '../../facts/cluster/waiting-pods.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

const REASON = /^Insufficient cpu$/;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['scheduling/cpu-left'],
  needs: { pods: unschedulablePods, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the cluster waits for processor time',
      failed: 'Pods wait because nodes have no processor time to give (Insufficient cpu)',
      why: 'A pod waits for a node. The scheduler counts what pods ask for, not what they use, and it speaks of the whole cluster: whether this node is among those without room is shown by what is given away on it.',
      fix: [
        'See what is given away: `kubectl describe node <node-name>`, `Allocatable` and `Allocated resources`.',
        'Delete pods that are not needed, or fewer replicas.',
        'Set requests and limits of pods to what they really use.',
        'Give the node more, or add a node to the cluster.',
      ],
      findings: { waits: '{pod}: {reason} on {nodes} of {all} nodes of the cluster, {times}×.' },
    },
    'zh-CN': {
      passed: '集群中没有因 CPU 不足而等待的 Pod',
      failed: '有 Pod 因集群 CPU 资源不足而无法调度（Insufficient cpu）',
      why: '有 Pod 正在等待节点。调度器按 request 计算而不是实际用量，且描述的是整个集群；该节点是否在其中，请看本节点的资源分配情况。',
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
