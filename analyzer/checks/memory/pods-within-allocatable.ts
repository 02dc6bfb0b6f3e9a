import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * All pods together met the limit of the node (Allocatable): the group that is out of memory is the one above all pods.
 *
 * ```
 * oom-kill:constraint=CONSTRAINT_MEMCG,…,oom_memcg=/kubepods.slice,task_memcg=/kubepods.slice/…,task=java,pid=4567,uid=0
 * Task in /kubepods.slice/… killed as a result of limit of /kubepods.slice
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?:oom_memcg=|killed as a result of limit of )(?<what>\/kubepods(?:\.slice)?(?:\/(?:kubepods-)?(?:burstable|besteffort)(?:\.slice)?)?)(?:,|\s*$)/,
  anchor: ['oom_memcg=/kubepods', 'as a result of limit of /kubepods'],
});

export default defineLogCheck({
  severity: 'critical',
  log: said,
  captures: ['what'],
  recentMinutes: 60,

  messages: {
    en: {
      passed: 'All pods together stay within the memory that they may have',
      failed: 'All pods together used up the memory that they may have',
      why: 'Not one container met its limit, but all pods together that of the node (Allocatable). The kernel kills processes in whichever pod: limits are given generously, or pods have none.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
        'Make limits and requests of pods alike where they matter most, so that they are not the ones killed.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '所有 Pod 的内存之和未超过节点可分配值',
      failed: '所有 Pod 的内存之和已用尽节点可分配值',
      why: '这不是单个容器达到自身限制，而是所有 Pod 之和达到了节点的 Allocatable。内核会在任意 Pod 中终止进程：limit 设置得过大，或 Pod 没有 limit。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
        '对重要的 Pod 将 request 与 limit 设为一致，避免其被终止。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
