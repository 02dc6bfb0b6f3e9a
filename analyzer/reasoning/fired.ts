import { SEVERITIES, type Severity } from '../check.js';
import type { CheckResult, Finding } from '../engine.js';
import type { LogSummary } from '../fact.js';
import { RECENT_MINUTES } from '../recency.js';

/** A check that fired, as one step of cause and effect. Times are milliseconds since 1970 UTC by the corrected clock of the node. */
export interface Fired {
  readonly check: string;
  /** Of its findings the worst, and of those the earliest: what stands for it in a chain. */
  readonly lead: Finding;
  readonly severity: Severity;
  /** When it was first seen, ever, and when what goes on now or went on last began. Absent when the bundle does not tell. */
  readonly first?: number;
  readonly since?: number;
  /** When it was last seen; absent for what was measured: it goes on. */
  readonly last?: number;
  /** The log that tells of it begins with it: it may have begun before. */
  readonly maybeEarlier: boolean;
  /** Seen in a state of the node, not only in lines of a log or in reports of events. */
  readonly measured: boolean;
}

/** A log that begins this little before a thing was first seen in it does not tell when it began. */
const HEAD_MS = 2 * 60_000;

/** What fired, in the order of the results. */
export function firedOf(
  results: readonly CheckResult[],
  logs: readonly LogSummary[],
  corrected: (time: number) => number,
): Fired[] {
  const byFile = new Map(logs.flatMap(log => [log.file, ...(log.alsoIn ?? [])].map(file => [file, log] as const)));
  return results.flatMap(result =>
    result.status === 'fail' ? fired(result.check, result.findings, byFile, corrected) : [],
  );
}

/** Whether it is over at the time of collection `now`. */
export function isOver({ last }: Fired, now: number | undefined): boolean {
  return last !== undefined && now !== undefined && now - last > RECENT_MINUTES * 60_000;
}

function fired(
  check: string,
  findings: readonly Finding[],
  logs: ReadonlyMap<string, LogSummary>,
  corrected: (time: number) => number,
): Fired[] {
  const [lead] = [...findings].sort(
    (a, b) => rankOf(a) - rankOf(b) || (beganAt(a) ?? Infinity) - (beganAt(b) ?? Infinity),
  );
  if (!lead) return [];
  // A remark beside a failure tells of another time.
  const telling = findings.filter(({ severity }) => severity === lead.severity || severity !== 'info');
  const first = earliest(telling.map(({ seen }) => seen.first ?? seen.last));
  const since = earliest(telling.map(beganAt));
  const lasts = telling.map(({ seen }) => seen.last);
  const last = lasts.every(time => time !== undefined) ? Math.max(...lasts) : undefined;
  const head = lead.evidence.map(({ file }) => logs.get(file)?.from).find(from => from !== undefined);
  const one: Fired = {
    check,
    lead,
    severity: lead.severity,
    ...(first !== undefined && { first: corrected(first) }),
    ...(since !== undefined && { since: corrected(since) }),
    ...(last !== undefined && { last: corrected(last) }),
    maybeEarlier: head !== undefined && first !== undefined && first - head < HEAD_MS,
    measured: telling.some(finding => isState(finding, logs)),
  };
  return [one];
}

/** What is counted, or was last seen at some time, is an event. */
function isState({ evidence, seen }: Finding, logs: ReadonlyMap<string, LogSummary>): boolean {
  const isEvent = seen.count !== undefined || (seen.first === undefined && seen.last !== undefined);
  return !isEvent && evidence.some(({ file }) => !logs.has(file));
}

function rankOf({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}

/** What has only a last time happened at one moment. */
function beganAt({ seen }: Finding): number | undefined {
  return seen.since ?? seen.first ?? seen.last;
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
