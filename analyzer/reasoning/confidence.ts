import type { Check } from '../check.js';
import type { CheckResult } from '../engine.js';
import { type Chain, CLOSE_MS } from './chains.js';
import type { Uncertainty } from './links.js';

/** What speaks for a cause or against it. Worded per language when the report is made. */
export type Reason =
  | {
      readonly reason:
        | 'notInData'
        | 'measured'
        | 'onlyLogged'
        | 'inOrder'
        | 'noTimes'
        | 'noEffects'
        | 'beginsBeforeLogs'
        | 'clock';
    }
  | { readonly reason: 'manyEffects' | 'notJudged'; readonly n: number }
  | { readonly reason: 'longBefore'; readonly ms: number }
  | { readonly reason: 'rivals'; readonly checks: readonly string[] };

export interface Confidence {
  readonly level: 'high' | 'medium' | 'low';
  /** What speaks for it first. */
  readonly reasons: readonly Reason[];
}

/** What happened so long after its cause was over may have another one. */
const LONG_MS = 60 * 60_000;

/**
 * How sure one may be that a chain begins with its cause. High needs two things that speak for it and
 * none against; low is what nothing speaks for, or more against than for. That a cause was not collected is sure.
 */
export function confidenceOf(
  chain: Chain,
  results: readonly CheckResult[],
  checks: ReadonlyMap<string, Check>,
  uncertainty: Uncertainty,
): Confidence {
  const { cause, steps, rivals } = chain;
  if (checks.get(cause.check)?.standsFor) return { level: 'high', reasons: [{ reason: 'notInData' }] };
  const [, ...effects] = steps;
  const firstEffect = effects.map(({ at }) => at).filter(at => at !== undefined)[0];
  const [{ at: began } = { at: undefined }] = steps;
  const apart = began === undefined || firstEffect === undefined ? undefined : firstEffect - began;
  const unsure = began !== undefined && firstEffect !== undefined && uncertainty(began, firstEffect) > CLOSE_MS;
  const silence = firstEffect === undefined || cause.last === undefined ? 0 : firstEffect - cause.last;
  const unknown = notJudged(cause.check, results, checks);

  const pro: Reason[] = [
    ...(cause.measured ? [{ reason: 'measured' } as const] : []),
    ...(apart !== undefined && apart >= 0 && !unsure && !cause.maybeEarlier ? [{ reason: 'inOrder' } as const] : []),
    ...(effects.length > 1 ? [{ reason: 'manyEffects', n: effects.length } as const] : []),
  ];
  const contra: Reason[] = [
    ...(cause.measured ? [] : [{ reason: 'onlyLogged' } as const]),
    ...(effects.length === 0 ? [{ reason: 'noEffects' } as const] : []),
    ...(effects.length > 0 && apart === undefined ? [{ reason: 'noTimes' } as const] : []),
    ...(cause.maybeEarlier ? [{ reason: 'beginsBeforeLogs' } as const] : []),
    ...(unsure ? [{ reason: 'clock' } as const] : []),
    ...(silence > LONG_MS ? [{ reason: 'longBefore', ms: silence } as const] : []),
    ...(rivals.length > 0 ? [{ reason: 'rivals', checks: rivals.map(({ check }) => check) } as const] : []),
    ...(unknown > 0 ? [{ reason: 'notJudged', n: unknown } as const] : []),
  ];
  return { level: levelOf(pro.length, contra.filter(weighs).length), reasons: [...pro, ...contra] };
}

/** That a cause has no time, or is known from a log, says less; it does not say the contrary. */
function weighs({ reason }: Reason): boolean {
  return reason !== 'onlyLogged' && reason !== 'noTimes';
}

function levelOf(pro: number, contra: number): Confidence['level'] {
  if (contra === 0 && pro >= 2) return 'high';
  return pro === 0 || contra > pro ? 'low' : 'medium';
}

/** Deeper causes that the bundle does not tell of. */
function notJudged(check: string, results: readonly CheckResult[], checks: ReadonlyMap<string, Check>): number {
  const deeper = checks.get(check)?.explainedBy ?? [];
  return results.filter(({ check: id, status }) => deeper.includes(id) && (status === 'unknown' || status === 'error'))
    .length;
}
