import type { LogHit } from '../fact.js';

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
  add(hit: LogHit): void;
  hits(): Hits;
}

export function matchStore(): MatchStore {
  let count = 0;
  let earliest: LogHit | undefined;
  let latest: LogHit | undefined;
  const firstFew: LogHit[] = [];
  const lastFew: LogHit[] = [];
  const perMinute = new Map<number, number>();

  return {
    add(hit) {
      count++;
      if (firstFew.length < SAMPLES) firstFew.push(hit);
      else if (lastFew.push(hit) > SAMPLES) lastFew.shift();
      earliest = earlier(earliest, hit);
      latest = later(latest, hit);
      if (hit.at.time === undefined) return;
      const minute = Math.floor(hit.at.time / 60_000);
      const before = perMinute.get(minute);
      if (before !== undefined || perMinute.size < MAX_MINUTES) perMinute.set(minute, (before ?? 0) + 1);
    },
    hits: () => ({ count, earliest, latest, samples: [...firstFew, ...lastFew], perMinute }),
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
