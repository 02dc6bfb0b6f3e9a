import { logMatches } from '../../fact.js';
import { auditdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * auditd sees that its disk fills up (audit-userspace, src/auditd-event.c); depending on its settings it stops writing, or switches the machine off:
 *
 * ```
 * auditd[377]: Audit daemon is low on disk space for logging
 * auditd[377]: Audit daemon has no space left on logging partition
 * auditd[377]: Audit daemon is suspending logging due to low disk space.
 * auditd[377]: The audit daemon is now halting the system due to low disk space.
 * ```
 */
const said = logMatches({
  in: auditdLogs,
  pattern:
    /(?<what>Audit daemon (?:is low on disk space|has no space left|is suspending logging)[^\r\n]{0,80}|[Tt]he audit daemon is now (?:halting|changing) the system.{0,60})/,
  anchor: [
    'Audit daemon is low on disk space',
    'Audit daemon has no space left',
    'Audit daemon is suspending logging',
    'he audit daemon is now',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['disk/filesystems-not-full'],
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'auditd has room for its records',
      failed: 'auditd runs out of disk space',
      why: 'With `disk_full_action = HALT` or `SINGLE`, or the same for `admin_space_left_action`, auditd switches the machine off when its disk is full: to the cluster a node that goes down in order and without a reason.',
      fix: [
        'Make room: `du -sh /var/log/audit`, delete old files there (`audit.log.*`), `df -h /var/log/audit`.',
        'Let it turn over instead of halting: in `/etc/audit/auditd.conf` set `max_log_file_action = ROTATE`, `space_left_action = SYSLOG`, `admin_space_left_action = SUSPEND`, `disk_full_action = SUSPEND`.',
        'Load it: `service auditd restart` (systemctl refuses it on Red Hat).',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'auditd 磁盘空间充足',
      failed: 'auditd 磁盘空间不足',
      why: '若设置了 `disk_full_action = HALT` 或 `SINGLE`（或 `admin_space_left_action` 同样设置），磁盘写满时 auditd 会将机器关机：在集群看来，节点没有原因地正常关机。',
      fix: [
        '释放空间：`du -sh /var/log/audit`，删除其中的旧文件（`audit.log.*`），`df -h /var/log/audit`。',
        '改为轮转而非关机：在 `/etc/audit/auditd.conf` 中设置 `max_log_file_action = ROTATE`、`space_left_action = SYSLOG`、`admin_space_left_action = SUSPEND`、`disk_full_action = SUSPEND`。',
        '使其生效：`service auditd restart`（Red Hat 系统上 systemctl 会拒绝该操作）。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
