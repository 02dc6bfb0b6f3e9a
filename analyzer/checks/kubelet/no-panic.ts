import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A defect of the program ended it: Go prints the reason and the stacks of all goroutines.
 *
 * ```
 * panic: runtime error: invalid memory address or nil pointer dereference
 * fatal error: concurrent map writes
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /(?:^|: )(?<what>panic: .{1,200}|fatal error: (?:concurrent map .{1,60}|all goroutines are asleep.{0,40}|stack overflow|out of memory.{0,80}|runtime: out of memory.{0,60}))/,
  anchor: ['panic: ', 'fatal error: '],
});

export default defineLogCheck({
  severity: 'critical',
  log: said,
  captures: ['what'],
  recentMinutes: 1440,

  messages: {
    en: {
      passed: 'The kubelet did not break off with a defect',
      failed: 'The kubelet broke off with a defect',
      why: 'The program met a state that it was not written for, or got no more memory, and ended. systemd starts it again; when the cause is still there it ends again.',
      fix: [
        'Look at the whole message: `journalctl -u kubelet | grep -A 30 "panic:"`, on k3s `-u k3s` or `-u k3s-agent`.',
        'Search for the first lines in the issues of Kubernetes or k3s: mostly a later patch release mends it. Upgrade to the newest patch of the same minor version.',
      ],
      findings: {
        said: 'It broke off {times}×, last at {last}: {what}',
        was: 'It broke off {times}×, and not since {last}: {what}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 没有因程序缺陷退出',
      failed: 'kubelet 因程序缺陷退出',
      why: '程序遇到了未处理的状态或无法分配内存而退出。systemd 会重新启动它；若原因仍在，则会再次退出。',
      fix: [
        '查看完整信息：`journalctl -u kubelet | grep -A 30 "panic:"`；k3s 环境使用 `-u k3s` 或 `-u k3s-agent`。',
        '在 Kubernetes 或 k3s 的 issue 中搜索前几行，通常已在后续补丁版本修复。请升级到同一小版本的最新补丁。',
      ],
      findings: {
        said: '因缺陷退出 {times} 次，最近一次在 {last}：{what}',
        was: '因缺陷退出 {times} 次，{last} 之后未再出现：{what}',
      },
    },
  },
});
