import { defineCheck } from '../../check.js';
import { seenOf } from '../../event-check.js';
import { optional } from '../../fact.js';
import { podsOnNode } from '../../facts/cluster/pods-on-node.js';
import { warningEvents } from '../../facts/cluster/warning-events.js';
import { collectedAt } from '../../facts/collected-at.js';
import { faded, recencyOf } from '../../recency.js';

export default defineCheck({
  severity: 'warning',
  explainedBy: ['pids/no-pid-pressure', 'pids/threads-below-limit'],
  needs: { events: warningEvents, pods: podsOnNode, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'No pod of the node was evicted for process numbers within the last hour',
      failed: 'Pods of the node were evicted for want of process numbers',
      why: 'The process numbers that are left were below `pid.available` of the kubelet.',
      fix: [
        'Look at the limit and at what is used: `sysctl kernel.pid_max kernel.threads-max` and `ps -eLf | wc -l`.',
        'Find the five processes with the most threads: `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and the pods that they belong to: `cat /proc/<pid>/cgroup`.',
        'Have the code fixed that leaves threads behind, and restart those pods.',
      ],
      findings: { evicted: '{pod}: {message}' },
    },
    'zh-CN': {
      passed: '最近一小时没有因 PID 不足被驱逐的 Pod',
      failed: '节点上有 Pod 因 PID 不足被驱逐',
      why: '剩余 PID 低于 kubelet 的 `pid.available`。',
      fix: [
        '查看上限与当前用量：`sysctl kernel.pid_max kernel.threads-max` 与 `ps -eLf | wc -l`。',
        '找出线程数最多的五个进程：`ps -eo nlwp,pid,comm --sort=-nlwp | head -6`，并找到其所属的 Pod：`cat /proc/<pid>/cgroup`。',
        '修复不断泄漏线程的代码，并重启对应的 Pod。',
      ],
      findings: { evicted: '{pod}：{message}' },
    },
  },

  run({ events, pods, now }, report) {
    const here = new Set(pods.map(({ name }) => name));
    for (const event of events) {
      if (event.reason !== 'Evicted' || !event.message.includes('The node was low on resource: pids')) continue;
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
