import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { timeText } from '../../facts/plain-text.js';

const CONDITION = 'MemoryPressure';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['memory/enough-available'],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The kubelet has enough memory',
      failed: 'The kubelet is short of memory (MemoryPressure)',
      why: 'The memory that pods can still get is below `memory.available` of the kubelet, 100Mi by default. New best-effort pods are not accepted, and pods are evicted. With the defaults of k3s this condition never comes: there the kernel kills processes instead.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, `kubectl top pods -A --sort-by=memory`, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      doesNotApply: 'The cluster does not hear from the node: its conditions are not known.',
      findings: { pressure: 'The condition {condition} is True since {since}: {message}' },
    },
    'zh-CN': {
      passed: 'kubelet 内存充足',
      failed: 'kubelet 内存不足（MemoryPressure）',
      why: 'Pod 可用的内存已低于 kubelet 的 `memory.available`（默认 100Mi）。节点不再接收新的 BestEffort Pod，并开始驱逐 Pod。k3s 默认配置下不会出现该状态，而是由内核直接终止进程。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控、`kubectl top pods -A --sort-by=memory` 以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      doesNotApply: '集群已收不到该节点的心跳，其状态未知。',
      findings: { pressure: '节点状态 {condition} 自 {since} 起为 True：{message}' },
    },
  },

  // Unknown like all the others when the kubelet is silent, which node-status/heard-from tells.
  applies: ({ node }) => conditionOf(node, CONDITION)?.status !== 'Unknown',

  run({ node }, report) {
    const condition = conditionOf(node, CONDITION);
    if (!condition) throw new ParseError(`the node has no condition ${CONDITION}`);
    if (condition.status !== 'True') return;
    const { message, lastTransition, at } = condition;
    report('pressure', {
      params: { condition: CONDITION, since: timeText(lastTransition), message },
      evidence: [at],
      seen: conditionTimes(condition),
    });
  },
});
