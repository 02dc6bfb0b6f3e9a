import type { Bundle } from './bundle.js';

/** `new`: not seen in the quiet part of the bundle; `more`: much more often than there; `usual`: as ever; `unknown`: there is no quiet part, or no time. */
export type Novelty = 'new' | 'more' | 'usual' | 'unknown';

/** The time that logs cover is looked at in so many stretches. */
const STRETCHES = 48;
/** Fewer with lines in them tell nothing of what is usual. */
const LEAST_STRETCHES = 8;
const LEAST_QUIET = 4;
/** The end is what the bundle was taken for: no part of it is called quiet. */
const END_PART = 1 / 8;
/** So many times as often as in the quiet part is more. */
const MUCH_MORE = 5;

/** The minutes in which the node said few errors: what is usual on it. */
export interface QuietPart {
  has(minute: number): boolean;
  /** Minutes with lines in them, of the quiet part and of the rest. */
  readonly quietMinutes: number;
  readonly otherMinutes: number;
}

/**
 * The stretches of time with no more than about twice the errors of the quieter ones, but for the end.
 * Undefined when the logs cover too little to tell.
 */
export function quietPart(activity: Bundle['activity']): QuietPart | undefined {
  const errors = new Map<number, number>();
  for (const { minutes } of activity) {
    for (const [minute, counts] of minutes) errors.set(minute, (errors.get(minute) ?? 0) + counts.errors);
  }
  if (errors.size === 0) return undefined;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const minute of errors.keys()) [from, to] = [Math.min(from, minute), Math.max(to, minute)];
  const length = Math.ceil((to - from + 1) / STRETCHES);
  const stretchOf = (minute: number): number => Math.floor((minute - from) / length);
  const inStretch = new Map<number, number>();
  for (const [minute, count] of errors) {
    inStretch.set(stretchOf(minute), (inStretch.get(stretchOf(minute)) ?? 0) + count);
  }
  if (inStretch.size < LEAST_STRETCHES) return undefined;
  const counts = [...inStretch.values()].sort((a, b) => a - b);
  const most = 2 * (counts[Math.floor(counts.length / 4)] ?? 0) + 2;
  const endsBefore = stretchOf(to - (to - from) * END_PART);
  const quiet = new Set([...inStretch].filter(([at, n]) => n <= most && at < endsBefore).map(([at]) => at));
  if (quiet.size < LEAST_QUIET) return undefined;
  const has = (minute: number): boolean => quiet.has(stretchOf(minute));
  const quietMinutes = [...errors.keys()].filter(has).length;
  return { has, quietMinutes, otherMinutes: errors.size - quietMinutes };
}

/** How unusual it is that something was said in these minutes. */
export function noveltyOf(perMinute: ReadonlyMap<number, number>, quiet: QuietPart | undefined): Novelty {
  if (!quiet || perMinute.size === 0) return 'unknown';
  let [inQuiet, elsewhere] = [0, 0];
  for (const [minute, count] of perMinute) {
    if (quiet.has(minute)) inQuiet += count;
    else elsewhere += count;
  }
  if (inQuiet === 0) return 'new';
  const usualRate = inQuiet / quiet.quietMinutes;
  return elsewhere / Math.max(1, quiet.otherMinutes) >= MUCH_MORE * usualRate ? 'more' : 'usual';
}
