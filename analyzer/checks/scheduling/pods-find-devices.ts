import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { unschedulablePods } from '../../facts/cluster/unschedulable-pods.js';
import { waitingFor } from '../../facts/cluster/waiting-pods.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

const REASON = /^Insufficient (?!cpu$|memory$|ephemeral-storage$)/;

export default defineCheck({
  severity: 'warning',
  needs: { pods: unschedulablePods, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the cluster waits for devices or huge pages',
      failed: 'Pods wait for devices or huge pages that no node has left',
      why: 'A pod asks for a GPU, huge pages or the like. Nodes have none, all are taken, or the device plugin of a node does not run.',
      fix: [
        'See what nodes offer: `kubectl describe node <node-name>`, `Allocatable`.',
        'When it shows 0 though the device is there, look at the device plugin: `kubectl get pods -n kube-system -o wide | grep -i device`.',
        'Delete pods that are not needed, or fewer replicas.',
        'Give the node more, or add a node to the cluster.',
      ],
      findings: { waits: '{pod}: {reason} on {nodes} of {all} nodes of the cluster, {times}×.' },
    },
    'zh-CN': {
      passed: '集群中没有等待设备或大页的 Pod',
      failed: '有 Pod 在等待设备或大页，但节点均无剩余',
      why: 'Pod 请求了 GPU、大页等资源，但节点没有、已全部分配，或设备插件未运行。',
      fix: [
        '查看节点提供的资源：`kubectl describe node <node-name>` 中的 `Allocatable`。',
        '若设备存在但显示为 0，请检查设备插件：`kubectl get pods -n kube-system -o wide | grep -i device`。',
        '删除或减少不必要的 Pod，降低节点的负载。',
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
