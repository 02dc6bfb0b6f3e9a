import type { Seen } from '../../check.js';
import { type Evidence, type LogHit, type LogMatches, ParseError } from '../../fact.js';
import { isBetweenRestarts, type UnitState } from './unit-state.js';

/** Restarts before that are history: the service has been up since. */
export const RECENT_MS = 60 * 60_000;
/** Three in ten minutes and the service is of no use; node-problem-detector takes five in twenty. */
export const OFTEN = 3;
const OFTEN_WITHIN_MINUTES = 10;

/** How a service keeps ending by itself. */
export interface RestartTrouble {
  /** looping: it is between two attempts now. restarted: it runs, but was started again within the last hour. */
  readonly kind: 'looping' | 'restarted';
  /** `count` in the last hour where a log tells, else since it was last started by hand. */
  readonly seen: Seen;
  readonly often: boolean;
  readonly evidence: readonly (Evidence | undefined)[];
}

/**
 * Undefined when the service has not restarted itself of late. systemd counts restarts since the last start by
 * hand, maybe months ago; so a count is worth nothing without the time of the last start, or the log's times.
 * Throws ParseError when neither tells.
 */
export function restartTrouble(
  state: UnitState,
  log: LogMatches | undefined,
  collectedAt: number,
): RestartTrouble | undefined {
  const looping = isBetweenRestarts(state);
  const since = collectedAt - RECENT_MS;
  const longUp = state.active === 'active' && state.activeSince !== undefined && state.activeSince < since;
  const ended = state.active === 'failed' || state.active === 'inactive';
  const longDown = ended && state.since !== undefined && state.since < since;
  if (longUp || longDown || state.load === 'not-found' || state.load === 'masked') return undefined;

  const recent = log && recentHits(log, since);
  if (looping) {
    // A log that was cut, or that has lost lines, may show none of them.
    const count = recent?.count || state.restarts;
    // It has ended once, and waits for its first new start.
    if (count === 0) return undefined;
    return {
      kind: 'looping',
      often: true,
      evidence: [...state.evidence, ...(recent?.evidence ?? [])],
      seen: { ...(count !== undefined && { count }), ...times(recent) },
    };
  }
  if (recent && recent.count > 0) {
    const steady =
      state.active === 'active' &&
      state.activeSince !== undefined &&
      collectedAt - state.activeSince > OFTEN_WITHIN_MINUTES * 60_000;
    return {
      kind: 'restarted',
      seen: { count: recent.count, ...times(recent) },
      often: !steady && recent.worst >= OFTEN,
      evidence: [...recent.evidence, ...state.evidence],
    };
  }
  if (state.restarts === 0 || (log && reachesBack(log, since))) return undefined;
  if (state.restarts === undefined || state.activeSince === undefined) {
    throw new ParseError(`nothing tells how often ${state.name} restarted in the hour before collection`, state.at);
  }
  return {
    kind: 'restarted',
    seen: { count: state.restarts, last: state.activeSince },
    often: false,
    evidence: [...state.evidence, state.restartsAt],
  };
}

interface Recent {
  readonly count: number;
  /** Most in any ten minutes. */
  readonly worst: number;
  readonly evidence: readonly Evidence[];
  readonly first: number | undefined;
  readonly last: number | undefined;
}

function recentHits({ perMinute, samples }: LogMatches, since: number): Recent {
  const minutes = [...perMinute].filter(([minute]) => minute * 60_000 >= since - 60_000).sort(([a], [b]) => a - b);
  const hits = samples.filter(({ at }) => at.time !== undefined && at.time >= since);
  let worst = 0;
  for (const [start] of minutes) {
    const within = minutes.filter(([minute]) => minute >= start && minute < start + OFTEN_WITHIN_MINUTES);
    worst = Math.max(worst, sum(within));
  }
  const { first, last } = ends(minutes, hits, since);
  return { count: sum(minutes), worst, evidence: hits.slice(-3).map(({ at }) => at), first, last };
}

/** Of many hits the first and last few are kept as lines: the first of the hour is then known by its minute alone. */
function ends(minutes: readonly (readonly [number, number])[], hits: readonly LogHit[], since: number) {
  const first = hits[0]?.at.time;
  const minute = minutes[0]?.[0];
  const isFirst = minute === undefined || (first !== undefined && Math.floor(first / 60_000) <= minute);
  return { first: isFirst ? first : Math.max(since, minute * 60_000), last: hits.at(-1)?.at.time };
}

function sum(minutes: readonly (readonly [number, number])[]): number {
  return minutes.reduce((total, [, hits]) => total + hits, 0);
}

function times(recent: Recent | undefined): { readonly first?: number; readonly last?: number } {
  const { first, last } = recent ?? {};
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

function reachesBack({ searched }: LogMatches, since: number): boolean {
  return searched.some(({ from, suppressed }) => from !== undefined && from <= since && suppressed === 0);
}
