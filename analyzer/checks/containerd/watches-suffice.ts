import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * inotify has run out: of instances in the words of `too many open files`, of watches in those of a full disk.
 *
 * ```
 * level=fatal msg="Failed to run CRI service" error="failed to create fsnotify watcher: too many open files"
 * failed to create fsnotify watcher: too many open files
 * inotify_add_watch /sys/fs/cgroup/…: no space left on device
 * Failed to watch directory "/sys/fs/cgroup/cpu/kubepods": inotify_add_watch /sys/fs/cgroup/cpu/kubepods: no space left on device
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>(?:inotify_init\d?: too many open files|(?:failed|unable) to create (?:fsnotify watcher|inotify[\w ]{0,12}): too many open files|(?:Failed to watch directory \S{1,120}: )?inotify_add_watch \S{1,120}: no space left on device|error creating (?:file|fsnotify) watcher: too many open files|User limit of inotify (?:instances|watches) reached).{0,60})/,
  anchor: ['too many open files', 'no space left on device', 'User limit of inotify'],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The node has inotify watches left',
      failed: 'The node has run out of inotify watches',
      why: 'Programs that want to be told of changed files cannot: containerd does not load its CRI plugin, the kubelet does not see new cgroups, `kubectl logs -f` breaks off, services do not start. The messages look like a full disk or too many open files, and are neither. Every program of one user shares the limit.',
      fix: [
        'Raise the limits at once: `sysctl -w fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288`.',
        'Keep them: put the same two into `/etc/sysctl.d/99-inotify.conf`.',
        'Restart what could not start: `systemctl restart containerd kubelet`, on k3s `systemctl restart k3s` or `k3s-agent`. Running containers go on.',
        'Find who takes so many: `find /proc/*/fd -lname anon_inode:inotify 2>/dev/null | cut -d/ -f3 | sort | uniq -c | sort -n | tail`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '节点的 inotify 资源充足',
      failed: '节点的 inotify 资源已耗尽',
      why: '需要监听文件变化的程序无法工作：containerd 的 CRI 插件无法加载，kubelet 看不到新的 cgroup，`kubectl logs -f` 中断，服务无法启动。报错看似磁盘已满或打开文件过多，实际都不是。同一用户的所有程序共用该限额。',
      fix: [
        '立即调大限额：`sysctl -w fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288`。',
        '永久生效：将这两项写入 `/etc/sysctl.d/99-inotify.conf`。',
        '重启未能启动的服务：`systemctl restart containerd kubelet`，k3s 为 `systemctl restart k3s` 或 `k3s-agent`。运行中的容器不受影响。',
        '查找占用最多的程序：`find /proc/*/fd -lname anon_inode:inotify 2>/dev/null | cut -d/ -f3 | sort | uniq -c | sort -n | tail`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
