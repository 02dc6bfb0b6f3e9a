import { defineCheck } from '../../check.js';
import { logMatches, optional } from '../../fact.js';
import { podOfCgroup, podsOnNode } from '../../facts/cluster/pods-on-node.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';

/**
 * A container met its own limit: not a want of the node. Kernel 3.10, then 4.19 and later:
 *
 * ```
 * Task in /kubepods/burstable/pod…/… killed as a result of limit of /kubepods/burstable/pod…/…
 * oom-kill:constraint=CONSTRAINT_MEMCG,…,oom_memcg=/kubepods.slice/…,task_memcg=…,task=uwsgi,pid=63214,uid=0
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?:oom_memcg=|killed as a result of limit of )(?<group>\/kubepods[^\s,=]*[-/]pod[^\s,]+)(?:.{0,400},task=(?<task>[^,]{1,30}),)?/,
  anchor: ['oom_memcg=/kubepods', 'as a result of limit of /kubepods'],
});

export default defineCheck({
  severity: 'info',
  needs: { said, pods: optional(podsOnNode) },

  messages: {
    en: {
      passed: 'No container met its own memory limit',
      failed: 'Containers met their own memory limit, and were killed',
      why: 'The limit of the container is too low, or its program leaks. The node has memory left: nothing is wrong with it, and other pods are not affected.',
      fix: [
        'See how the container ended: `kubectl describe pod -n <namespace> <pod>`, `Last State: OOMKilled`.',
        'Raise the memory limit of the container, or have the program use less (for Java: `-XX:MaxRAMPercentage`).',
      ],
      findings: { killed: '{pod}: {times}×, {task}', unnamed: '{pod}: {times}×' },
    },
    'zh-CN': {
      passed: '没有容器达到自身内存限制',
      failed: '有容器达到自身内存限制而被终止',
      why: '容器的 limit 过小，或程序存在内存泄漏。节点本身仍有内存，没有问题，其他 Pod 不受影响。',
      fix: [
        '查看容器结束原因：`kubectl describe pod -n <namespace> <pod>` 中的 `Last State: OOMKilled`。',
        '调大容器的内存 limit，或减少程序的内存使用（Java：`-XX:MaxRAMPercentage`）。',
      ],
      findings: { killed: '{pod}：{times} 次，{task}', unnamed: '{pod}：{times} 次' },
    },
  },

  run({ said, pods = [] }, report) {
    const seen = new Map<string, { times: number; hit: (typeof said.samples)[number] }>();
    for (const hit of said.samples) {
      const pod = podOfCgroup(hit.captures['group'] ?? '', pods) ?? '?';
      seen.set(pod, { times: (seen.get(pod)?.times ?? 0) + 1, hit });
    }
    for (const [pod, { times, hit }] of seen) {
      const { time } = hit.at;
      const { task } = hit.captures;
      const found = { evidence: [hit.at], seen: { ...(time !== undefined && { last: time }), count: times } };
      if (task === undefined) report('unnamed', { params: { pod, times }, ...found });
      else report('killed', { params: { pod, times, task }, ...found });
    }
  },
});
