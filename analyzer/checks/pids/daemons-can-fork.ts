import { logMatches } from '../../fact.js';
import { writerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Nothing can be started any more, in the words of Go and of shells:
 *
 * ```
 * fork/exec /usr/bin/runc: resource temporarily unavailable
 * runtime: failed to create new OS thread (have 17 already; errno=11)
 * fork: Cannot allocate memory
 * ```
 */
const said = logMatches({
  in: writerLogs,
  pattern:
    /(?<what>fork\/exec [^:]{1,200}: (?:resource temporarily unavailable|cannot allocate memory)|failed to create new OS thread \(have \d+ already; errno=\d+\)|fork: (?:retry: )?(?:Resource temporarily unavailable|Cannot allocate memory)|pthread_create failed: Resource temporarily unavailable)/,
  anchor: [
    'resource temporarily unavailable',
    'Resource temporarily unavailable',
    'cannot allocate memory',
    'Cannot allocate memory',
    'failed to create new OS thread',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'pids/threads-below-limit',
    'pids/services-below-limit',
    'pids/forks-allowed',
    'memory/enough-available',
  ],
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'kubelet and runtime can start processes',
      failed: 'kubelet or runtime cannot start processes',
      why: 'A limit of threads is reached: `kernel.pid_max`, `kernel.threads-max`, the `TasksMax` of the unit, or the process limit of its user; or memory for a new process is not there. No container starts, probes fail, and the node becomes NotReady.',
      fix: [
        'Look at the limit and at what is used: `sysctl kernel.pid_max kernel.threads-max` and `ps -eLf | wc -l`.',
        'Find the five processes with the most threads: `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and the pods that they belong to: `cat /proc/<pid>/cgroup`.',
        'Have the code fixed that leaves threads behind, and restart those pods.',
        'Look at the limit of the service: `systemctl show <unit> -p TasksMax -p TasksCurrent -p LimitNPROC`.',
        'For the time being raise the limit that is reached: `sysctl -w kernel.pid_max=4194304`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'kubelet 与运行时可以启动进程',
      failed: 'kubelet 或运行时无法启动进程',
      why: '已达到某个线程上限：`kernel.pid_max`、`kernel.threads-max`、unit 的 `TasksMax` 或用户进程数限制；也可能没有内存创建新进程。容器无法启动、探针失败，节点变为 NotReady。',
      fix: [
        '查看上限与当前用量：`sysctl kernel.pid_max kernel.threads-max` 与 `ps -eLf | wc -l`。',
        '找出线程数最多的五个进程：`ps -eo nlwp,pid,comm --sort=-nlwp | head -6`，并找到其所属的 Pod：`cat /proc/<pid>/cgroup`。',
        '修复不断泄漏线程的代码，并重启对应的 Pod。',
        '查看服务的上限：`systemctl show <unit> -p TasksMax -p TasksCurrent -p LimitNPROC`。',
        '可临时调高已达到的上限：`sysctl -w kernel.pid_max=4194304`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
