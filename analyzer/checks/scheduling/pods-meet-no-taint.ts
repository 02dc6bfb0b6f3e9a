import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { unschedulablePods } from '../../facts/cluster/unschedulable-pods.js';
import { waitingFor } from '../../facts/cluster/waiting-pods.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

/** From 1.34 on it does not say which: mostly that of a control plane. */
const NAMES_NO_TAINT = /^node\(s\) had untolerated taint\(s\)$/;
/** That control planes take no pods of users is how clusters are set up. */
const REASON =
  /^node\(s\) (?:had (?:untolerated )?taint(?!s? \{node-role\.kubernetes\.io\/(?:control-plane|master|etcd)[:}])|were unschedulable)/;

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'node-status/no-pressure-taint',
    'node-status/schedulable',
    'node-status/ready',
    'node-status/heard-from',
  ],
  needs: { pods: unschedulablePods, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the cluster waits because nodes are tainted or cordoned',
      failed: 'Pods wait because nodes are tainted or cordoned',
      why: 'Not a want of resources: nodes refuse pods, on purpose or because they are not ready or under pressure. Such a taint goes with its condition.',
      fix: [
        'See the taints: `kubectl describe nodes | grep -A 3 ^Taints`.',
        'A taint of Kubernetes (`node.kubernetes.io/…`): remove its cause, see the section on node status. Do not delete the taint itself, it comes back.',
        'Cordoned on purpose, and done: `kubectl uncordon <node-name>`.',
      ],
      findings: { waits: '{pod}: {reason} on {nodes} of {all} nodes of the cluster, {times}×.' },
    },
    'zh-CN': {
      passed: '集群中没有因污点或封锁而等待的 Pod',
      failed: '有 Pod 因节点存在污点或被封锁而无法调度',
      why: '这不是资源不足：节点被人为设置拒绝 Pod，或因未就绪、资源压力而拒绝。此类污点会随对应状态恢复而消失。',
      fix: [
        '查看污点：`kubectl describe nodes | grep -A 3 ^Taints`。',
        'Kubernetes 自身的污点（`node.kubernetes.io/…`）：请消除其原因（见节点状态一节），不要直接删除污点，否则会再次出现。',
        '人为封锁且已处理完毕：`kubectl uncordon <node-name>`。',
      ],
      findings: { waits: '{pod}：集群 {all} 个节点中有 {nodes} 个为 {reason}，共 {times} 次。' },
    },
  },

  run({ pods, now }, report) {
    for (const { reason, nodes, all, pods: waiting, times, first, last, at } of waitingFor(pods, REASON)) {
      report('waits', {
        severity: NAMES_NO_TAINT.test(reason) ? 'info' : faded('warning', recencyOf(last, now)),
        params: { pod: waiting, reason, nodes, all, times },
        evidence: at,
        seen: { ...(first !== undefined && { first }), ...(last !== undefined && { last }), count: times },
      });
    }
  },
});
