import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A service met the MemoryMax of its unit:
 *
 * ```
 * oom-kill:constraint=CONSTRAINT_MEMCG,…,oom_memcg=/system.slice/docker.service,task_memcg=/system.slice/docker.service,task=dockerd,pid=802,uid=0
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?:oom_memcg=|killed as a result of limit of )(?<what>\/system\.slice\/[\w.@-]+\.service)/,
  anchor: ['oom_memcg=/system.slice/', 'as a result of limit of /system.slice/'],
});

export default defineLogCheck({
  severity: 'warning',
  log: said,
  captures: ['what'],
  recentMinutes: 60,

  messages: {
    en: {
      passed: 'No service met the memory limit of its unit',
      failed: 'A service met the memory limit of its unit, and was killed',
      why: 'The unit of this service has a `MemoryMax` (`MemoryLimit` before systemd 231), and it is too low, or the service leaks. The node has memory left.',
      fix: [
        'Read the limit: `systemctl show <unit> -p MemoryMax -p MemoryLimit -p MemoryCurrent`.',
        'Raise or drop it: `systemctl edit <unit>`, then `systemctl daemon-reload`. It counts from the next start on; a restart of docker stops its containers unless `live-restore` is set.',
        'When the service grows without end, update it.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '没有服务达到其 unit 的内存限制',
      failed: '有服务达到其 unit 的内存限制而被终止',
      why: '该服务的 unit 设有 `MemoryMax`（systemd 231 之前为 `MemoryLimit`），其值过小或服务存在内存泄漏。节点本身仍有内存。',
      fix: [
        '查看限制：`systemctl show <unit> -p MemoryMax -p MemoryLimit -p MemoryCurrent`。',
        '调高或取消限制：`systemctl edit <unit>`，然后执行 `systemctl daemon-reload`，下次启动后生效；若未设置 `live-restore`，重启 docker 会停止其容器。',
        '若服务内存持续增长，请升级该服务。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
