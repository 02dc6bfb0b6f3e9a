import { defineCheck } from '../../check.js';
import { bootLogs } from '../../facts/system/boot-logs.js';
import { boots } from '../../facts/system/boots.js';

export default defineCheck({
  severity: 'info',

  needs: { boots, logs: bootLogs },

  messages: {
    en: {
      passed: 'The journal is kept over reboots',
      failed: 'The journal is lost at every reboot',
      why: 'The node has been started before, and the journal knows this boot alone: it is kept in memory (`Storage=volatile`, or no `/var/log/journal`). What led to the last reboot can not be read any more, and this report does not see it either.',
      fix: [
        'Keep it on disk: `mkdir -p /var/log/journal; systemctl restart systemd-journald`, and `Storage=persistent` in `/etc/systemd/journald.conf`.',
        'Give it a limit: `SystemMaxUse=1G` in the same file.',
      ],
      findings: {
        lost: '`last` knows {boots} boots of the node, the journal this one alone.',
      },
    },
    'zh-CN': {
      passed: '日志在重启后保留',
      failed: '日志在每次重启后丢失',
      why: '节点曾多次启动，而日志只有本次启动的内容：日志保存在内存中（`Storage=volatile`，或没有 `/var/log/journal`）。上次重启的原因已无法查看，本报告也看不到。',
      fix: [
        '持久化到磁盘：`mkdir -p /var/log/journal; systemctl restart systemd-journald`，并在 `/etc/systemd/journald.conf` 中设置 `Storage=persistent`。',
        '设置上限：同一文件中 `SystemMaxUse=1G`。',
      ],
      findings: {
        lost: '`last` 记录了节点的 {boots} 次启动，而日志只有本次启动的内容。',
      },
    },
  },

  run({ boots: known, logs }, report) {
    if (known.length < 2 || logs.length > 1) return;
    report('lost', { params: { boots: known.length }, evidence: [logs[0]?.at, known[1]?.at] });
  },
});
