import type { LogHit } from '../fact.js';
import type { Mark } from './surroundings.js';

/** Of each end. */
const SAMPLES = 5;
const MAX_MINUTES = 20_000;

/** Hits of one need in one log: bounded, however many there are. */
export interface Hits {
  readonly count: number;
  readonly earliest: LogHit | undefined;
  readonly latest: LogHit | undefined;
  /** The first few and the last few, in the order of the log. */
  readonly samples: readonly LogHit[];
  readonly perMinute: ReadonlyMap<number, number>;
}

export interface MatchStore {
  /** `mark`: of the line of the hit, held already. */
  add(hit: LogHit, mark: Mark): void;
  hits(): Hits;
}

interface Kept {
  readonly hit: LogHit;
  readonly mark: Mark;
}

/** Holds the marks of what it keeps, and releases those of what it drops. */
export function matchStore(release: (mark: Mark) => void): MatchStore {
  let count = 0;
  let earliest: Kept | undefined;
  let latest: Kept | undefined;
  const firstFew: LogHit[] = [];
  const lastFew: Kept[] = [];
  const perMinute = new Map<number, number>();

  /** Holds `kept` instead of what was held before. */
  const holding = (kept: Kept, before: Kept | undefined): Kept => {
    kept.mark.holders++;
    if (before) release(before.mark);
    return kept;
  };

  return {
    add(hit, mark) {
      const kept = { hit, mark };
      count++;
      if (!earliest || earlier(earliest.hit, hit) === hit) earliest = holding(kept, earliest);
      if (!latest || later(latest.hit, hit) === hit) latest = holding(kept, latest);
      if (firstFew.length < SAMPLES) firstFew.push(hit);
      else if (lastFew.push(kept) > SAMPLES) release((lastFew.shift() as Kept).mark);
      const { time } = hit.at;
      if (time === undefined) return;
      const minute = Math.floor(time / 60_000);
      const before = perMinute.get(minute);
      if (before !== undefined || perMinute.size < MAX_MINUTES) perMinute.set(minute, (before ?? 0) + 1);
    },
    hits: () => ({
      count,
      earliest: earliest?.hit,
      latest: latest?.hit,
      samples: [...firstFew, ...lastFew.map(({ hit }) => hit)],
      perMinute,
    }),
  };
}

/** Of two hits, given in the order of the log: by time, else by place; one with a time goes before one without. */
export function earlier(a: LogHit | undefined, b: LogHit): LogHit {
  if (!a) return b;
  if (b.at.time === undefined) return a;
  return a.at.time === undefined || b.at.time < a.at.time ? b : a;
}

/** See `earlier`. */
export function later(a: LogHit | undefined, b: LogHit): LogHit {
  if (!a) return b;
  if (a.at.time === undefined) return b;
  return b.at.time === undefined || b.at.time < a.at.time ? a : b;
}

/** The first few and the last few of samples that come from several logs. */
export function firstAndLast(samples: readonly LogHit[]): LogHit[] {
  if (samples.length <= 2 * SAMPLES) return [...samples];
  return [...samples.slice(0, SAMPLES), ...samples.slice(-SAMPLES)];
}
