import { defineCheck, seenIn } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { auditBacklog } from '../../facts/system/audit-log.js';
import { auditStatus } from '../../facts/system/audit-status.js';

/** Lost in so many of the last minutes: not a burst, system calls are being held up now. */
const SUSTAINED_MINUTES = 10;
const WITHIN_MINUTES = 60;
/** So many may be lost until auditd has started: till then the kernel keeps no more than 64. The counter alone does not tell when. */
const LOST_AT_BOOT = 1000;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['auditd/no-docker-watch'],
  needs: { log: optional(auditBacklog), status: optional(auditStatus), now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'The kernel gets rid of its audit records',
      failed: 'The kernel loses audit records',
      why: 'More audit records come than auditd can write. Processes that cause records wait for it, auditd writes to disk without a pause, and what it cannot take is lost.',
      fix: [
        'Look for rules on directories of docker: `auditctl -l | grep -E "docker|containerd"`, and take them out as the finding about them says.',
        'Look at how much auditd writes: `iotop -o -d 1`. From 1 MB/s on it is too much.',
        'If the rules are needed, raise the limit: `auditctl -b 8192`, and `-b 8192` in `/etc/audit/rules.d/audit.rules`.',
      ],
      findings: {
        exceeded: 'The kernel says that audit records pile up or are lost ({times}×).',
        lost: 'The kernel has lost {lost} audit records since boot; its limit is {limit}.',
      },
    },
    'zh-CN': {
      passed: '内核能及时处理审计记录',
      failed: '内核正在丢失审计记录',
      why: '产生的审计记录超过了 auditd 的写入能力。产生记录的进程会被阻塞等待，auditd 持续占用磁盘 IO，处理不了的记录会丢失。',
      fix: [
        '查找针对 docker 目录的规则：`auditctl -l | grep -E "docker|containerd"`，并按相应结论中的步骤删除。',
        '查看 auditd 的写入量：`iotop -o -d 1`，达到 1 MB/s 即为过高。',
        '若确实需要这些规则，请调高上限：执行 `auditctl -b 8192`，并在 `/etc/audit/rules.d/audit.rules` 中写入 `-b 8192`。',
      ],
      findings: {
        exceeded: '内核提示审计记录积压或丢失（{times} 次）。',
        lost: '内核自启动以来已丢失 {lost} 条审计记录，其上限为 {limit}。',
      },
    },
  },

  run({ log, status, now }, report) {
    const lost = status?.get('lost');
    const limit = status?.get('backlog_limit');
    if (log?.losing) {
      const { hits } = log;
      const from = now === undefined ? undefined : now / 60_000 - WITHIN_MINUTES;
      const recent = from === undefined ? [] : log.minutes.filter(minute => minute >= from);
      report('exceeded', {
        severity: recent.length >= SUSTAINED_MINUTES ? 'critical' : 'warning',
        params: { times: hits.count },
        evidence: [...new Set([hits.first?.at, hits.last?.at, lost && lost.value > 0 ? lost.at : undefined])],
        seen: seenIn(hits),
      });
    } else if (!log && !lost) {
      throw new ParseError('neither the kernel log nor `auditctl -s` is in the bundle');
    } else if (lost && lost.value > 0 && !log?.onlyAtBoot) {
      report('lost', {
        // The log tells when that was: long ago. Without it, a few may all be of the boot.
        severity: (log && log.hits.count > 0) || lost.value < LOST_AT_BOOT ? 'info' : 'warning',
        params: { lost: lost.value, limit: limit?.value ?? '?' },
        evidence: [lost.at, limit?.at],
      });
    }
  },
});
