import type { Severity } from './check.js';
import type { LogMatches } from './fact.js';

/** What was last said so long before the collection is over, unless a check knows better. */
export const RECENT_MINUTES = 30;
/** What ended before that is worth a remark: journals reach back for months. */
const OLD_DAYS = 7;

/** `now`: it goes on; `over`: it ended within the last week; `old`: before. */
export type Recency = 'now' | 'over' | 'old';

/**
 * How long ago the last of some lines was, for a judgement at the time `now` (milliseconds since 1970 UTC).
 * Lines without a time, and bundles without one, count as now: better a word too many than one too few.
 */
export function recencyOf(
  last: number | undefined,
  now: number | undefined,
  recentMinutes: number = RECENT_MINUTES,
): Recency {
  if (last === undefined || now === undefined || now - last <= recentMinutes * 60_000) return 'now';
  return now - last <= OLD_DAYS * 86_400_000 ? 'over' : 'old';
}

/** What a thing counts once it is over: one step less; when it is old, a remark. */
export function faded(severity: Severity, recency: Recency): Severity {
  if (recency === 'now') return severity;
  return recency === 'over' && severity === 'critical' ? 'warning' : 'info';
}

/** How many lines there are in the last minutes before the collection; all of them when no line has a time. */
export function countWithin(log: LogMatches, now: number | undefined, minutes: number): number {
  if (now === undefined || log.perMinute.size === 0) return log.count;
  const from = Math.floor(now / 60_000) - minutes;
  let count = 0;
  for (const [minute, hits] of log.perMinute) if (minute >= from) count += hits;
  return count;
}

/** In how many different minutes of the last ones there are lines; without times they cannot be told apart and count all. */
export function minutesWithin(log: LogMatches, now: number | undefined, minutes: number): number {
  if (now === undefined || log.perMinute.size === 0) return log.count;
  const from = Math.floor(now / 60_000) - minutes;
  return [...log.perMinute.keys()].filter(minute => minute >= from).length;
}
