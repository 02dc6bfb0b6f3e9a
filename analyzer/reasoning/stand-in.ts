import type { Check } from '../check.js';
import type { CheckResult } from '../engine.js';
import type { Fired } from './fired.js';
import { effectsOf, type Link } from './links.js';

/**
 * Links from what says that a cause was not collected to those that it stands for, as far as nothing better
 * is known: a cause that was found for the same things makes it needless.
 */
export function standIns(
  fired: readonly Fired[],
  links: readonly Link[],
  checks: ReadonlyMap<string, Check>,
): readonly Link[] {
  const explained = new Set(links.map(({ effect }) => effect));
  const roots = fired.filter(one => !explained.has(one) && one.severity !== 'info');
  return fired.flatMap(cause => {
    const for_ = checks.get(cause.check)?.standsFor ?? [];
    const unexplained = roots.filter(root => for_.includes(root.check));
    const others = roots.filter(root => root !== cause && !unexplained.includes(root));
    const covered = new Set(others.flatMap(root => [...effectsOf(root, links)]));
    const reached = unexplained.flatMap(root => [...effectsOf(root, links)]);
    return reached.some(one => covered.has(one)) ? [] : unexplained.map(effect => ({ cause, effect }));
  });
}

/** The results without what stands for a cause that was found: the check passes then. */
export function withoutNeedless(
  results: readonly CheckResult[],
  checks: ReadonlyMap<string, Check>,
  links: readonly Link[],
): CheckResult[] {
  const needed = new Set(links.map(({ cause }) => cause.check));
  return results.map(result =>
    result.status === 'fail' && checks.get(result.check)?.standsFor && !needed.has(result.check)
      ? { check: result.check, status: 'pass' }
      : result,
  );
}
