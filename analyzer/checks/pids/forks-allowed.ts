import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * kernel/cgroup/pids.c, once for each group:
 *
 * ```
 * cgroup: fork rejected by pids controller in /system.slice/docker.service
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /cgroup: (?<what>fork rejected by pids controller in \/\S{1,200})/,
  anchor: ['fork rejected by pids controller in '],
});

export default defineLogCheck({
  severity: 'critical',
  log: said,
  captures: ['what'],
  recentMinutes: 24 * 60,

  messages: {
    en: {
      passed: 'No group of processes met its limit of threads',
      failed: 'A pod or service met its limit of threads',
      why: 'The group could start no more threads: for `/kubepods…` it is `podPidsLimit` of the kubelet, for `/system.slice/…` the `TasksMax` of the unit. When it is docker or containerd no container starts any more. The kernel says it once for each group.',
      fix: [
        'See limit and use: `cat /sys/fs/cgroup/<group>/pids.max /sys/fs/cgroup/<group>/pids.current`; cgroup v1: `/sys/fs/cgroup/pids/<group>/`.',
        'A pod: find what leaves threads behind, `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and have the code fixed.',
        'A service: raise it with `systemctl edit <unit>` and `TasksMax=infinity`, then `systemctl daemon-reload`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '没有进程组达到线程数上限',
      failed: '有 Pod 或服务达到线程数上限',
      why: '该组无法再创建线程：`/kubepods…` 为 kubelet 的 `podPidsLimit`，`/system.slice/…` 为 unit 的 `TasksMax`。若是 docker 或 containerd，则无法再启动容器。内核对每个组只记录一次。',
      fix: [
        '查看上限与用量：`cat /sys/fs/cgroup/<组>/pids.max /sys/fs/cgroup/<组>/pids.current`；cgroup v1 为 `/sys/fs/cgroup/pids/<组>/`。',
        'Pod：用 `ps -eo nlwp,pid,comm --sort=-nlwp | head -6` 找出泄漏线程的进程，并修复代码。',
        '服务：用 `systemctl edit <unit>` 设置 `TasksMax=infinity`，然后执行 `systemctl daemon-reload`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
