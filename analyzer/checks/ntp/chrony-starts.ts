import { chronyFatal } from '../../facts/time/chrony-log.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'warning',
  only: 'chrony',
  log: chronyFatal,
  captures: ['error'],
  // chronyd is not started again by itself on most systems: what it said last holds for a day.
  recentMinutes: 24 * 60,

  messages: {
    en: {
      passed: 'The log of chronyd knows of no failed start',
      failed: 'chronyd ended with an error when it started',
      why: 'Without chronyd nothing corrects the clock of the node. It drifts by seconds a day, until tokens and certificates are refused.',
      fix: [
        'Mend what the error names. `Another chronyd may already be running`: `ps -e | grep chronyd`, end the second one. `Could not open` or `Could not parse`: look at that line of `/etc/chrony.conf` (Debian: `/etc/chrony/chrony.conf`).',
        '`adjtimex … Operation not permitted`: chronyd runs in a container that may not set the clock; it belongs on the host.',
        'Then: `systemctl restart chronyd` (Debian: `chrony`), and `chronyc -n tracking`.',
      ],
      findings: {
        said: 'chronyd ended with an error, last at {last}: {error}',
        was: 'chronyd ended with an error at {last}, and not since: {error}',
      },
    },
    'zh-CN': {
      passed: 'chronyd 日志中没有启动失败的记录',
      failed: 'chronyd 启动时因错误退出',
      why: '没有 chronyd，节点时钟将无人校正，每天可能偏移数秒，直至 token 和证书被拒绝。',
      fix: [
        '处理错误信息所指的问题。`Another chronyd may already be running`：执行 `ps -e | grep chronyd`，结束多余的进程。`Could not open` 或 `Could not parse`：检查 `/etc/chrony.conf`（Debian 为 `/etc/chrony/chrony.conf`）中对应的行。',
        '`adjtimex … Operation not permitted`：chronyd 运行在无权设置时钟的容器中，应改为在主机上运行。',
        '然后执行 `systemctl restart chronyd`（Debian 为 `chrony`），并查看 `chronyc -n tracking`。',
      ],
      findings: {
        said: 'chronyd 因错误退出，最近一次在 {last}：{error}',
        was: 'chronyd 曾在 {last} 因错误退出，此后未再出现：{error}',
      },
    },
  },
});
