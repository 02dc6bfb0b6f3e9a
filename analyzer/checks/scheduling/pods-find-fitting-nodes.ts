import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { unschedulablePods } from '../../facts/cluster/unschedulable-pods.js';
import { waitingFor } from '../../facts/cluster/waiting-pods.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

const REASON = /^node\(s\) (?!had |were unschedulable)|^node\(s\) had (?:volume|no available)/;

export default defineCheck({
  severity: 'info',
  needs: { pods: unschedulablePods, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the cluster waits for a node with certain labels, ports or volumes',
      failed: 'Pods wait for a node with labels, ports or volumes that none has',
      why: 'Not a want of resources: node selectors, affinity, host ports or volumes leave no node. The node itself is well.',
      fix: [
        'Compare what the pod asks for with what nodes have: `kubectl describe pod <pod>`, `kubectl get nodes --show-labels`, `kubectl get pv,pvc -A`.',
      ],
      findings: { waits: '{pod}: {reason} on {nodes} of {all} nodes of the cluster, {times}×.' },
    },
    'zh-CN': {
      passed: '集群中没有因标签、端口或卷而等待的 Pod',
      failed: '有 Pod 等待具有特定标签、端口或卷的节点，但没有符合的节点',
      why: '这不是资源不足：节点选择器、亲和性、主机端口或卷使得没有可用节点。节点本身没有问题。',
      fix: [
        '对比 Pod 的要求与节点的情况：`kubectl describe pod <pod>`、`kubectl get nodes --show-labels`、`kubectl get pv,pvc -A`。',
      ],
      findings: { waits: '{pod}：集群 {all} 个节点中有 {nodes} 个为 {reason}，共 {times} 次。' },
    },
  },

  run({ pods, now }, report) {
    for (const { reason, nodes, all, pods: waiting, times, first, last, at } of waitingFor(pods, REASON)) {
      report('waits', {
        severity: faded('info', recencyOf(last, now)),
        params: { pod: waiting, reason, nodes, all, times },
        evidence: at,
        seen: { ...(first !== undefined && { first }), ...(last !== undefined && { last }), count: times },
      });
    }
  },
});
