import { defineEventCheck } from '../../event-check.js';

export default defineEventCheck({
  severity: 'warning',
  explainedBy: ['node-status/heard-from', 'node-status/ready', 'node-status/lease-fresh', 'events/not-flapping'],
  reasons: ['DeletingAllPods', 'NodeControllerEviction', 'TerminatingEvictedPod', 'DeletingNode', 'RemovingNode'],

  messages: {
    en: {
      passed: 'No event of the last hour says that the cluster took the pods of the node away',
      failed: 'The cluster takes the pods of the node away',
      why: 'The node was not Ready, or not heard from, for longer than its pods tolerate it (five minutes by default), or it was removed from the cluster. Its pods are started on other nodes; those with local data wait.',
      fix: [
        'Look at why the node was lost: the sections about the state of the node, the kubelet and the network.',
        'When the node is well again: `kubectl get pods -A -o wide --field-selector spec.nodeName=<node-name>`, and delete pods that hang in Terminating.',
      ],
      findings: { seen: 'The cluster reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有集群迁走该节点 Pod 的记录',
      failed: '集群正在迁走该节点上的 Pod',
      why: '节点未就绪或失联的时间超过了 Pod 的容忍时间（默认五分钟），或已被移出集群。其 Pod 会在其他节点上重建，使用本地数据的 Pod 则会等待。',
      fix: [
        '查看节点失联的原因：参见节点状态、kubelet 及网络各节。',
        '节点恢复后：执行 `kubectl get pods -A -o wide --field-selector spec.nodeName=<node-name>`，并删除一直处于 Terminating 的 Pod。',
      ],
      findings: { seen: '集群上报（{times} 次）：{message}' },
    },
  },
});
