import type { Check } from './check.js';
import type { CheckResult } from './engine.js';

/** A check that fired and that nothing else which fired explains, with what it explains in turn. */
export interface Cause {
  readonly check: string;
  readonly explains: readonly string[];
}

/**
 * Causes before symptoms: follows `explainedBy` from each check that fired to those that fired too and
 * have no further cause. A check that would explain itself through others stands on its own.
 */
export function correlate(results: readonly CheckResult[], checks: ReadonlyMap<string, Check>): Cause[] {
  const fired = results.filter(result => result.status === 'fail').map(result => result.check);
  const causesOf = (id: string) => (checks.get(id)?.explainedBy ?? []).filter(cause => fired.includes(cause));
  const roots = fired.filter(id => causesOf(id).length === 0);

  return roots.map(check => ({
    check,
    explains: fired.filter(id => id !== check && reaches(id, check, causesOf)),
  }));
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
