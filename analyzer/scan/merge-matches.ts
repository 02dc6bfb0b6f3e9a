import type { LogHit, LogMatches, LogNeed, LogSummary } from '../fact.js';
import type { ScannedLog } from './line-scanner.js';
import { earlier, firstAndLast, type Hits, later } from './match-store.js';

const NOTHING: Hits = { count: 0, earliest: undefined, latest: undefined, samples: [], perMinute: new Map() };
/** How far the same line may be apart in two logs: dmesg counts from boot, journald reads it a little later. */
const SLACK_MS = 60_000;

/** The logs that a source names, in its order. */
export function searchedIn(source: LogNeed['in'], logs: readonly ScannedLog[]): readonly ScannedLog[] {
  return [...new Set(source.logs.flatMap(spec => logs.filter(log => log.specs.some(({ id }) => id === spec.id))))];
}

/** One need's hits in all logs that it names. */
export function mergeMatches(need: LogNeed, searched: readonly ScannedLog[]): LogMatches {
  const parts = need.in.sameLines ? withoutRepeats(need, searched) : searched.map(log => log.hits.get(need) ?? NOTHING);

  let first: LogHit | undefined;
  let last: LogHit | undefined;
  const perMinute = new Map<number, number>();
  for (const part of parts) {
    if (part.earliest) first = earlier(first, part.earliest);
    if (part.latest) last = later(last, part.latest);
    for (const [minute, count] of part.perMinute) perMinute.set(minute, (perMinute.get(minute) ?? 0) + count);
  }
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    first,
    last,
    samples: firstAndLast(
      parts.flatMap(({ samples }) => samples),
      need.keep,
    ),
    perMinute,
    searched: searched.map(({ summary }) => summary),
  };
}

/** All of the first log that has lines; of the others only what lies outside the time that it covers. */
function withoutRepeats(need: LogNeed, logs: readonly ScannedLog[]): Hits[] {
  const [best, ...others] = logs.filter(({ summary }) => summary.lines > 0);
  if (!best) return [];
  const rest = others.map(log => outside(best.summary, log.hits.get(need) ?? NOTHING));
  return [best.hits.get(need) ?? NOTHING, ...rest];
}

function outside({ from, to }: LogSummary, hits: Hits): Hits {
  if (from === undefined || to === undefined) return NOTHING;
  const firstMinute = Math.floor((from - SLACK_MS) / 60_000);
  const lastMinute = Math.floor((to + SLACK_MS) / 60_000);
  const isOutside = (minute: number): boolean => minute < firstMinute || minute > lastMinute;
  const perMinute = new Map([...hits.perMinute].filter(([minute]) => isOutside(minute)));
  const kept = (hit: LogHit | undefined): hit is LogHit =>
    hit?.at.time !== undefined && isOutside(Math.floor(hit.at.time / 60_000));
  const samples = hits.samples.filter(kept);
  const known = [hits.earliest, ...samples, hits.latest].filter(kept);
  return {
    count: [...perMinute.values()].reduce((sum, count) => sum + count, 0),
    earliest: known.reduce<LogHit | undefined>(earlier, undefined),
    latest: known.reduce<LogHit | undefined>(later, undefined),
    samples,
    perMinute,
  };
}
