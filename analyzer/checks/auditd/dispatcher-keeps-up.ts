import { logMatches } from '../../fact.js';
import { auditdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * What passes the records on to plugins is too slow, and they are lost:
 *
 * ```
 * audispd: queue is full - dropping event
 * auditd[377]: dispatch err (pipe full) event lost
 * auditd[377]: queue to plugins is full - dropping event
 * ```
 */
const said = logMatches({
  in: auditdLogs,
  pattern:
    /(?<what>(?:queue (?:to plugins )?is full - dropping event|dispatch err(?:or)? .{0,40}event lost|dispatch queue overflow).{0,60})/,
  anchor: ['is full - dropping event', 'dispatch err', 'dispatch queue overflow'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['auditd/no-docker-watch'],
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The plugins of auditd keep up',
      failed: 'The plugins of auditd do not keep up',
      why: 'More records come than a plugin (syslog, a security agent) takes. Those that do not fit are lost, and auditd uses processor and disk for them meanwhile.',
      fix: [
        'Find the rules that make so many: `aureport --key --summary`, `auditctl -l`; take out those on the data of docker and containerd.',
        'Raise the queue: `q_depth = 2000` in `/etc/audit/auditd.conf` (audit 2.x: `/etc/audisp/audispd.conf`), then `service auditd restart`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'auditd 插件处理及时',
      failed: 'auditd 插件处理不及时',
      why: '产生的记录超过插件（syslog、安全软件）的处理能力，多出的记录会丢失，auditd 也会因此占用 CPU 和磁盘。',
      fix: [
        '找出产生大量记录的规则：`aureport --key --summary`，`auditctl -l`；删除针对 docker 与 containerd 数据目录的规则。',
        '调大队列：在 `/etc/audit/auditd.conf` 中设置 `q_depth = 2000`（audit 2.x 为 `/etc/audisp/audispd.conf`），然后 `service auditd restart`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
