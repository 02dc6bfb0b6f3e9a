import type { LogHit, LogNeed, LogSummary } from '../fact.js';
import type { ScannedLog } from './line-scanner.js';
import { earlier, firstAndLast, type Hits, later } from './match-store.js';

/** Stretches of a log that lie further apart than this are not one. */
const GAP_MS = 10 * 60_000;

/** One log of which several bundles have a part. No line is in two of them. The first gives it its name. */
export function joinLogs(parts: readonly [ScannedLog, ...ScannedLog[]]): ScannedLog {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const inTime = [...parts].sort((a, b) => (a.summary.from ?? 0) - (b.summary.from ?? 0));
  const needs = new Set(parts.flatMap(({ hits }) => [...hits.keys()]));
  return {
    specs: first.specs,
    summary: joinSummaries(
      first.summary,
      inTime.map(({ summary }) => summary),
      others.map(({ summary }) => summary.file),
    ),
    hits: new Map(
      [...needs].map(need => [
        need,
        joinHits(
          inTime.flatMap(({ hits }) => hitsOf(hits, need)),
          need.keep,
        ),
      ]),
    ),
    activity: inTime.flatMap(({ activity }) => activity),
    surroundings: new Map(),
  };
}

function hitsOf(hits: ScannedLog['hits'], need: LogNeed): readonly Hits[] {
  const own = hits.get(need);
  return own ? [own] : [];
}

function joinSummaries({ file }: LogSummary, inTime: readonly LogSummary[], alsoIn: readonly string[]): LogSummary {
  const sum = (of: (log: LogSummary) => number) => inTime.reduce((total, log) => total + of(log), 0);
  const to = inTime.reduce<number | undefined>((a, log) => maxOf(a, log.to), undefined);
  const from = beginOf(inTime);
  return {
    file,
    alsoIn,
    lines: sum(({ lines }) => lines),
    bytes: sum(({ bytes }) => bytes),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    errors: sum(({ errors }) => errors),
    warnings: sum(({ warnings }) => warnings),
    suppressed: sum(({ suppressed }) => suppressed),
    cut: inTime.some(({ cut }) => cut),
  };
}

/** Where the stretch begins that lasts until the end without a gap. */
function beginOf(inTime: readonly LogSummary[]): number | undefined {
  let begin: number | undefined;
  for (const { from, to } of [...inTime].reverse()) {
    if (from === undefined || to === undefined) continue;
    if (begin !== undefined && to < begin - GAP_MS) break;
    begin = begin === undefined ? from : Math.min(begin, from);
  }
  return begin;
}

function maxOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function joinHits(parts: readonly Hits[], keep: number): Hits {
  const perMinute = new Map<number, number>();
  let earliest: LogHit | undefined;
  let latest: LogHit | undefined;
  for (const part of parts) {
    if (part.earliest) earliest = earlier(earliest, part.earliest);
    if (part.latest) latest = later(latest, part.latest);
    for (const [minute, count] of part.perMinute) perMinute.set(minute, (perMinute.get(minute) ?? 0) + count);
  }
  return {
    count: parts.reduce((total, { count }) => total + count, 0),
    earliest,
    latest,
    samples: firstAndLast(
      parts.flatMap(({ samples }) => samples),
      keep,
    ),
    perMinute,
  };
}
