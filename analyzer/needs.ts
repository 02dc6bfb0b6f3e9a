import type { Spec } from '../bundle/spec.js';
import type { Need } from './fact.js';

/** Every spec that needs lead to, in the order in which they are asked for. */
export function specsOf(needs: readonly Need[], into = new Set<Spec>()): ReadonlySet<Spec> {
  for (const need of needs) {
    if (need.kind === 'optional') specsOf([need.fact], into);
    else if (need.kind === 'derived') specsOf(Object.values(need.needs), into);
    else if (need.kind === 'outcome') into.add(need.of);
    else
      for (const spec of need.kind === 'log' ? need.in.logs : need.kind === 'records' ? need.of : need.from)
        into.add(spec);
  }
  return into;
}
