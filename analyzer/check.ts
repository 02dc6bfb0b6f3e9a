import type { Evidence, Fact, Known, LogMatches, Needs } from './fact.js';

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

type Texts = Readonly<Record<string, string>>;

/**
 * What a check says, in one language. All of it is ours and may hold `code`; what comes from the node
 * enters only through {placeholders}, and is always shown as plain text.
 */
export interface Messages<F extends Texts = Texts> {
  /** The state of a healthy node, as a statement: heads a check that passes. */
  readonly passed: string;
  /** The state of a broken node, as a statement: heads a check that fires. */
  readonly failed: string;
  /** What it does to the node, and the likely reason. */
  readonly why: string;
  /** What to do, as steps; a step that interrupts workloads says so first. Placeholders are those of the finding. */
  readonly fix: readonly string[];
  /** Why it does not apply, for a check that has `applies` or `onlyIf`. */
  readonly doesNotApply?: string;
  readonly findings: F;
}

/** `{device}` and `{size}` in 'Swap {device} has {size}'. */
type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? P | Placeholders<Rest> : never;

/** When the thing was seen, milliseconds since 1970 UTC by the node's clock, and how often. */
export interface Seen {
  readonly first?: number;
  /** When the last run of it began: from then on it was never silent for long. Absent when it is all one run. */
  readonly since?: number;
  readonly last?: number;
  readonly count?: number;
}

export type Params = Readonly<Record<string, string | number>>;

type Details<S extends string> = {
  readonly evidence: readonly (Evidence | undefined)[];
  /** When it differs from the check's. */
  readonly severity?: Severity;
  readonly seen?: Seen;
} & ([Placeholders<S>] extends [never]
  ? { readonly params?: never }
  : {
      /** Those of its text, and what only the steps use. */ readonly params: Readonly<
        Record<Placeholders<S>, string | number>
      > &
        Params;
    });

export type ReportFn<F extends Texts> = <K extends keyof F & string>(finding: K, details: Details<F[K]>) => void;

export interface Check<N extends Needs = Needs, F extends Texts = Texts> {
  readonly severity: Severity;
  /** Checks whose findings, when they fire too, are the likelier cause of this one. */
  readonly explainedBy?: readonly string[];
  /**
   * It says that their cause was not collected: it counts only while they have no other one, and is taken for
   * the cause then.
   */
  readonly standsFor?: readonly string[];
  /** When this is known and false there is nothing to judge, whatever else is missing. */
  readonly onlyIf?: Fact<boolean>;
  /** The facts it reads. It runs only when all of them are known; otherwise it is `unknown`. */
  readonly needs: N;
  readonly messages: {
    readonly en: Messages<F>;
    readonly 'zh-CN': Messages<{ readonly [K in keyof F]: string }>;
  };
  /** False when there is nothing to judge: docker on a node that runs containerd. */
  applies?(facts: Known<N>): boolean;
  /** Throws ParseError when the facts are there but do not tell: the check is then `unknown`. */
  run(facts: Known<N>, report: ReportFn<F>): void;
}

export function defineCheck<const N extends Needs, const F extends Texts>(check: Check<N, F>): Check<N, F> {
  return check;
}

/** Silence of so many minutes ends a run: most things that go on are said every few minutes. */
const SILENCE_MINUTES = 60;

/** First, last and count of lines in logs, for a finding. */
export function seenIn(matches: LogMatches): Seen {
  const first = matches.first?.at.time;
  const last = matches.last?.at.time;
  const since = lastRun(matches);
  return {
    ...(first !== undefined && { first }),
    ...(since !== undefined && { since }),
    ...(last !== undefined && { last }),
    count: matches.count,
  };
}

/** When the last run began, to the minute where the line itself was not kept; undefined when there was no silence before it. */
function lastRun({ perMinute, samples }: LogMatches): number | undefined {
  const minutes = [...perMinute.keys()].sort((a, b) => a - b);
  const begin = minutes.findLast((minute, i) => i > 0 && minute - (minutes[i - 1] ?? minute) > SILENCE_MINUTES);
  if (begin === undefined) return undefined;
  const times = samples.flatMap(({ at }) => at.time ?? []);
  return times.find(time => Math.floor(time / 60_000) === begin) ?? begin * 60_000;
}
