import type { Check } from './check.js';
import type { CheckResult, Finding } from './engine.js';

/** A check that fired and that nothing else which fired explains, with what it explains in turn. */
export interface Cause {
  readonly check: string;
  readonly explains: readonly string[];
}

/** Clocks and logs differ by so much: what ended this little before a cause began may still be its effect. */
const TOLERANCE_MS = 60_000;

/**
 * Causes before symptoms: follows `explainedBy` from each check that fired to those that fired too and
 * have no further cause. A check that would explain itself through others stands on its own. A mere remark
 * (info) explains nothing, nor does what began when the symptom was over.
 */
export function correlate(results: readonly CheckResult[], checks: ReadonlyMap<string, Check>): Cause[] {
  const findings = new Map(
    results.flatMap(result => (result.status === 'fail' ? [[result.check, result.findings] as const] : [])),
  );
  const fired = [...findings.keys()];
  const causesOf = (id: string) =>
    (checks.get(id)?.explainedBy ?? []).filter(cause => mayExplain(findings.get(cause) ?? [], findings.get(id) ?? []));
  const roots = fired.filter(id => causesOf(id).length === 0);

  return roots.map(check => ({
    check,
    explains: fired.filter(id => id !== check && reaches(id, check, causesOf)),
  }));
}

function mayExplain(causes: readonly Finding[], effects: readonly Finding[]): boolean {
  return causes.some(
    ({ severity, seen: { first } }) =>
      severity !== 'info' &&
      effects.some(({ seen: { last } }) => first === undefined || last === undefined || last >= first - TOLERANCE_MS),
  );
}

function reaches(from: string, root: string, causesOf: (id: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === root) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...causesOf(id));
  }
  return false;
}
