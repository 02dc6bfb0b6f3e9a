import type { Bundle } from '../bundle.js';
import { readFact } from '../engine.js';
import type { LogHit, LogSummary } from '../fact.js';
import { collectedAt, uptimeSeconds } from '../facts/collected-at.js';
import { bootLogs } from '../facts/system/boot-logs.js';
import { clockSteps } from '../facts/time/clock-steps.js';
import { notYetValid } from '../facts/time/skew-log.js';

/** Why the clock of the node was wrong, as the bundle itself tells. */
export type ClockTrouble =
  /** A time service set it; `ms` is positive when it went forward. */
  | { readonly trouble: 'stepped'; readonly ms: number }
  /** The time since boot by the kernel and by the clock differ. */
  | { readonly trouble: 'moved'; readonly ms: number }
  /** A log goes back in time. */
  | { readonly trouble: 'setBack'; readonly ms: number; readonly file: string }
  /** Dates of before there were such nodes: a clock without a battery. */
  | { readonly trouble: 'notSet'; readonly file: string }
  /** A certificate was not yet valid: the clock was behind by that at least. */
  | { readonly trouble: 'behind'; readonly ms: number };

/** A stretch of time in which the order of what happened is not sure, milliseconds since 1970 UTC. */
export type Untrusted = ClockTrouble & { readonly from: number; readonly to: number };

export interface ClockHistory {
  readonly untrusted: readonly Untrusted[];
  /** A time of the node as the clock would have had it when the bundle was taken, as far as that is known. */
  corrected(time: number): number;
  /** How far two times may be apart for reasons of the clock alone, in milliseconds. */
  uncertainty(a: number, b: number): number;
}

/** Kubernetes is younger: no node wrote a line before. */
const FIRST_SANE_DATE = Date.UTC(2014, 0);
/** Less changes no order that anyone sees. */
const NOTEWORTHY_MS = 5000;
/** The first line of a boot comes seconds after its kernel started. */
const MOVED_MS = 60_000;
/** Logs that tell of the same set-back differ by as much as the time between their lines. */
const ALIKE_MS = 2 * 60_000;
/** Longer, and the clock may have been right in between. */
const SILENCE_MS = 10 * 60_000;
/** chronyd steps a clock that was wrong at boot in its first updates. */
const START_MS = 10 * 60_000;

/** `close`: how far times may be apart while the clock is well, in milliseconds. */
export function clockHistory(bundle: Bundle, close: number): ClockHistory {
  const boot = bootOf(bundle);
  const steps = stepsOf(bundle);
  const moved = boot ? movedSince(boot, steps) : [];
  const untrusted: Untrusted[] = [...steps, ...moved, ...fromLogs(bundle), ...behind(bundle)].sort(
    (a, b) => a.from - b.from,
  );
  const corrections = boot ? correctionsOf(boot, steps) : [];
  return {
    untrusted,
    corrected: time =>
      corrections.reduce((sum, { from, to, ms }) => (time >= from && time < to ? sum + ms : sum), time),
    uncertainty(a, b) {
      const doubts = untrusted.filter(({ from, to }) => [a, b].some(time => time >= from && time <= to));
      return doubts.reduce((sum, doubt) => sum + ('ms' in doubt ? Math.abs(doubt.ms) : 0), close);
    },
  };
}

interface BootTimes {
  /** Of the journal, by the clock of then. */
  readonly first: number;
  /** Counted back from the collection by the clock that nobody sets. */
  readonly counted: number;
  readonly now: number;
}

function bootOf(bundle: Bundle): BootTimes | undefined {
  const now = readFact(bundle, collectedAt);
  const uptime = readFact(bundle, uptimeSeconds);
  const first = readFact(bundle, bootLogs)?.find(({ index }) => index === 0)?.first;
  if (now === undefined || uptime === undefined || first === undefined) return undefined;
  return { first, counted: now - uptime * 1000, now };
}

type Step = Extract<Untrusted, { readonly trouble: 'stepped' }>;

/** chronyd says each twice, `wrong by` and then `stepped by`, with the new time. */
function stepsOf(bundle: Bundle): Step[] {
  const hits = readFact(bundle, clockSteps)?.samples ?? [];
  const steps = hits.flatMap(hit => stepOf(hit) ?? []);
  return steps.filter((step, i) => step.ms !== steps[i - 1]?.ms);
}

function stepOf({ at, captures }: LogHit): Step | undefined {
  const ms = Number(captures['seconds']) * 1000;
  if (at.time === undefined || !(Math.abs(ms) >= NOTEWORTHY_MS)) return undefined;
  const before = at.time - ms;
  return { trouble: 'stepped', ms, from: Math.min(before, at.time), to: Math.max(before, at.time) };
}

/**
 * Steps of a clock that was wrong from the boot on, and until when each was missing. That it was, the clock that nobody
 * sets tells: it differs from the clock by which the boot began as much as all steps together. A clock that went wrong
 * later was right at boot; how wrong it was in between nobody knows, and it kept the order.
 */
function correctionsOf({ first, counted }: BootTimes, steps: readonly Step[]) {
  const since = steps.filter(({ ms, from, to }) => (ms > 0 ? from : to) >= Math.min(first, counted));
  const sum = since.reduce((total, { ms }) => total + ms, 0);
  const wasWrong = Math.abs(counted - first - sum) < MOVED_MS;
  return since.flatMap(({ ms, from }) =>
    wasWrong || (ms > 0 && from - first <= START_MS) ? [{ from: first, to: from, ms }] : [],
  );
}

/** What a time service logged explains it; otherwise nobody knows when it was. */
function movedSince({ first, counted, now }: BootTimes, steps: readonly Step[]): Untrusted[] {
  const logged = steps.filter(({ to }) => to >= Math.min(first, counted)).reduce((sum, { ms }) => sum + ms, 0);
  const ms = counted - first - logged;
  // A journal that has lost its first lines begins later, and tells nothing.
  if (ms > -MOVED_MS && ms < MOVED_MS) return [];
  if (ms < 0) return [];
  return [{ trouble: 'moved', ms, from: Math.min(first, counted), to: now }];
}

function fromLogs({ logs }: Bundle): Untrusted[] {
  const notSet = logs.flatMap(({ file, from }): Untrusted[] =>
    from !== undefined && from < FIRST_SANE_DATE ? [{ trouble: 'notSet', file, from, to: from }] : [],
  );
  return [...notSet, ...setBacks(logs)];
}

/**
 * Where two logs go back in time alike, and the same is told once. One alone may have been put together out of
 * order; a clock that was set back shows in all.
 */
function setBacks(logs: readonly LogSummary[]): Untrusted[] {
  const jumps = logs.flatMap(({ file, setBack }) =>
    setBack && setBack.from - setBack.to >= NOTEWORTHY_MS && setBack.to >= FIRST_SANE_DATE
      ? [{ trouble: 'setBack', file, ms: setBack.from - setBack.to, from: setBack.to, to: setBack.from } as const]
      : [],
  );
  const isLike = (a: (typeof jumps)[number], b: (typeof jumps)[number]) =>
    a !== b && Math.abs(a.ms - b.ms) <= ALIKE_MS && Math.abs(a.from - b.from) <= ALIKE_MS;
  return jumps.filter((jump, i) => {
    const like = jumps.filter(other => isLike(jump, other));
    return like.length > 0 && like.every(other => jumps.indexOf(other) > i);
  });
}

/** As long as it was said again and again; of many times the first and the last. */
function behind(bundle: Bundle): Untrusted[] {
  const { first, last, perMinute } = bundle.matches(notYetValid);
  const runs = runsOf([...perMinute.keys()]);
  return [first, last].flatMap((hit, i, all): Untrusted[] => {
    const now = Date.parse(hit?.captures['now'] ?? '');
    const valid = Date.parse(hit?.captures['from'] ?? '');
    const time = hit?.at.time;
    const run = time === undefined ? undefined : runs.find(({ from, to }) => time >= from && time < to);
    if (time === undefined || !(valid > now)) return [];
    if (i > 0 && (all[0] === hit || (run && run.from <= (all[0]?.at.time ?? time)))) return [];
    const until = run && last?.at.time !== undefined ? Math.min(run.to, last.at.time) : time;
    return [{ trouble: 'behind', ms: valid - now, from: time, to: Math.max(time, until) }];
  });
}

/** Minutes that follow each other without a long silence, as stretches in milliseconds. */
function runsOf(minutes: readonly number[]): { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const minute of [...minutes].sort((a, b) => a - b)) {
    const [from, to] = [minute * 60_000, (minute + 1) * 60_000];
    const last = runs.at(-1);
    if (last && from - last.to <= SILENCE_MS) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}
