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
  if (longUp || state.load === 'not-found' || state.load === 'masked') return undefined;

  const recent = log && recentHits(log, since);
  if (looping) {
    const count = recent?.count ?? state.restarts;
    return {
      kind: 'looping',
      often: true,
      evidence: [...state.evidence, ...(recent?.evidence ?? [])],
      seen: { ...(count !== undefined && { count }), ...times(recent) },
    };
  }
  if (recent && recent.count > 0) {
    const steady = state.activeSince !== undefined && collectedAt - state.activeSince > OFTEN_WITHIN_MINUTES * 60_000;
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
  readonly hits: readonly LogHit[];
}

function recentHits({ perMinute, samples }: LogMatches, since: number): Recent {
  const minutes = [...perMinute].filter(([minute]) => minute * 60_000 >= since - 60_000).sort(([a], [b]) => a - b);
  const hits = samples.filter(({ at }) => at.time !== undefined && at.time >= since);
  let worst = 0;
  for (const [start] of minutes) {
    const within = minutes.filter(([minute]) => minute >= start && minute < start + OFTEN_WITHIN_MINUTES);
    worst = Math.max(worst, sum(within));
  }
  return { count: sum(minutes), worst, evidence: hits.slice(-3).map(({ at }) => at), hits };
}

function sum(minutes: readonly (readonly [number, number])[]): number {
  return minutes.reduce((total, [, hits]) => total + hits, 0);
}

function times(recent: Recent | undefined): { readonly first?: number; readonly last?: number } {
  const first = recent?.hits[0]?.at.time;
  const last = recent?.hits.at(-1)?.at.time;
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

function reachesBack({ searched }: LogMatches, since: number): boolean {
  return searched.some(({ from, suppressed }) => from !== undefined && from <= since && suppressed === 0);
}
