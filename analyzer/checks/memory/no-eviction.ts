import { defineCheck } from '../../check.js';
import { seenOf } from '../../event-check.js';
import { optional } from '../../fact.js';
import { podsOnNode } from '../../facts/cluster/pods-on-node.js';
import { warningEvents } from '../../facts/cluster/warning-events.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

export default defineCheck({
  severity: 'warning',
  explainedBy: ['memory/no-memory-pressure', 'memory/enough-available'],
  needs: { events: warningEvents, pods: podsOnNode, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the node was evicted for memory within the last hour',
      failed: 'Pods of the node were evicted for want of memory',
      why: 'The memory that pods can still get was below `memory.available` of the kubelet. It ends pods that use more than they asked for first.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
      ],
      findings: { evicted: '{pod}: {message}' },
    },
    'zh-CN': {
      passed: '最近一小时没有因内存不足被驱逐的 Pod',
      failed: '节点上有 Pod 因内存不足被驱逐',
      why: 'Pod 可用的内存低于 kubelet 的 `memory.available`，kubelet 会先终止用量超过 request 的 Pod。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
      ],
      findings: { evicted: '{pod}：{message}' },
    },
  },

  run({ events, pods, now }, report) {
    const here = new Set(pods.map(({ name }) => name));
    for (const event of events) {
      if (event.reason !== 'Evicted' || !event.message.includes('The node was low on resource: memory')) continue;
      if (!here.has(event.object)) continue;
      report('evicted', {
        severity: faded('warning', recencyOf(event.last, now)),
        params: { pod: event.object, message: event.message },
        evidence: [event.at],
        seen: seenOf(event),
      });
    }
  },
});
