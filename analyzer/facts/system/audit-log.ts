import { deriveFact, logMatches } from '../../fact.js';
import { kernelLogs } from '../logs/log-sources.js';

/**
 * The kernel could not get rid of audit records fast enough, and lost some:
 *
 * ```
 * audit: audit_backlog=8193 > audit_backlog_limit=8192
 * audit: audit_lost=494217 audit_rate_limit=0 audit_backlog_limit=8192
 * audit: backlog limit exceeded
 * audit_printk_skb: 100 callbacks suppressed
 * audit: kauditd hold queue overflow
 * ```
 */
const backlog = logMatches({
  in: kernelLogs,
  pattern:
    /audit: backlog limit exceeded|audit_backlog=\d+ > audit_backlog_limit=|audit_lost=\d+ |audit_printk_skb: \d+ callbacks suppressed|audit_log_start: \d+ callbacks suppressed|audit: kauditd hold queue overflow|audit: rate limit exceeded/,
  anchor: [
    'audit: backlog limit exceeded',
    'audit_backlog=',
    'audit_lost=',
    'audit_printk_skb: ',
    'audit_log_start: ',
    'audit: kauditd hold queue overflow',
    'audit: rate limit exceeded',
  ],
});

const kernelStarts = logMatches({ in: kernelLogs, pattern: /Linux version \d/, anchor: 'Linux version ' });

/** Until auditd has started and raised the kernel's limit of 64 records, a boot may lose some. */
const BOOT_MINUTES = 3;

/** What was lost before that is no trouble of now: the journal of the kernel reaches back for months. */
const RECENT_MS = 7 * 24 * 60 * 60_000;

/** Records that were lost, and in which minutes; those of the minutes after a boot, and of old, are told apart. */
export const auditBacklog = deriveFact({
  name: 'what the kernel said of lost audit records',
  needs: { hits: backlog, starts: kernelStarts },
  derive({ hits, starts }, { collectedAt }) {
    const boots = [...starts.perMinute.keys()];
    const sinceBoot = [...hits.perMinute.keys()].filter(
      minute => !boots.some(boot => minute >= boot && minute - boot < BOOT_MINUTES),
    );
    const timed = [...hits.perMinute.values()].reduce((sum, count) => sum + count, 0);
    // Lines without a time cannot be told from those of the boot: they count.
    const onlyAtBoot = hits.count > 0 && sinceBoot.length === 0 && timed >= hits.count;
    const since = collectedAt === undefined ? 0 : (collectedAt - RECENT_MS) / 60_000;
    const losing = timed < hits.count || sinceBoot.some(minute => minute >= since);
    return { hits, onlyAtBoot, losing, minutes: sinceBoot };
  },
});
