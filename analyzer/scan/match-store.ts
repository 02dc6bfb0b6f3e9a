import type { LogHit } from '../fact.js';
import { hitIn } from './line-match.js';
import type { Mark } from './surroundings.js';

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

/** A line that a pattern matched. What is shown of it is made when it turns out to be kept. */
export interface Found {
  readonly line: number;
  readonly text: string;
  /** NaN when it has none. */
  readonly time: number;
  readonly match: RegExpExecArray;
  /** Held for the store. */
  readonly mark: Mark;
}

export interface MatchStore {
  add(found: Found): void;
  hits(): Hits;
}

/** Holds the marks of what it keeps, and releases those of what it drops. `keep`: so many of each end. */
export function matchStore(file: string, keep: number, release: (mark: Mark) => void): MatchStore {
  let count = 0;
  let earliest: Found | undefined;
  let latest: Found | undefined;
  const firstFew: Found[] = [];
  const lastFew: Found[] = [];
  const perMinute = new Map<number, number>();

  /** Holds it instead of what was held before. */
  const holding = (found: Found, before: Found | undefined): Found => {
    found.mark.holders++;
    if (before) release(before.mark);
    return found;
  };

  return {
    add(found) {
      const { time } = found;
      count++;
      // As `earlier` and `later` have it: one with a time goes before one without.
      if (!earliest || time < earliest.time || (Number.isNaN(earliest.time) && !Number.isNaN(time)))
        earliest = holding(found, earliest);
      if (!latest || time >= latest.time || Number.isNaN(latest.time)) latest = holding(found, latest);
      if (firstFew.length < keep) firstFew.push(found);
      else if (lastFew.push(found) > keep) release((lastFew.shift() as Found).mark);
      if (Number.isNaN(time)) return;
      const minute = Math.floor(time / 60_000);
      const before = perMinute.get(minute);
      if (before !== undefined || perMinute.size < MAX_MINUTES) perMinute.set(minute, (before ?? 0) + 1);
    },
    hits() {
      const made = new Map<Found, LogHit>();
      const shown = (found: Found): LogHit => {
        const hit = made.get(found) ?? hitIn(file, found.line, found.text, found.time, found.match);
        made.set(found, hit);
        return hit;
      };
      return {
        count,
        earliest: earliest && shown(earliest),
        latest: latest && shown(latest),
        samples: [...firstFew, ...lastFew].map(shown),
        perMinute,
      };
    },
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
export function firstAndLast(samples: readonly LogHit[], keep: number): LogHit[] {
  if (samples.length <= 2 * keep) return [...samples];
  return [...samples.slice(0, keep), ...samples.slice(-keep)];
}
