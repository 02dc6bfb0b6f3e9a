import type { Check } from '../check.js';
import type { Fired } from './fired.js';

/** That one thing which fired follows from another. */
export interface Link {
  readonly cause: Fired;
  readonly effect: Fired;
}

/** How far two times may be apart for reasons of the clock, in milliseconds. */
export type Uncertainty = (a: number, b: number) => number;

/**
 * What follows from what: the edges of `explainedBy` of which both ends fired and which time allows. A mere
 * remark explains nothing, nor does what was first seen when its effect had begun already. Never a circle:
 * in one, what came first stands on its own.
 */
export function drawLinks(
  fired: readonly Fired[],
  checks: ReadonlyMap<string, Check>,
  uncertainty: Uncertainty,
): readonly Link[] {
  const byCheck = new Map(fired.map(one => [one.check, one]));
  const links = fired.flatMap(effect =>
    (checks.get(effect.check)?.explainedBy ?? []).flatMap(id => {
      const cause = byCheck.get(id);
      return cause && cause !== effect && mayExplain(cause, effect, uncertainty) ? [{ cause, effect }] : [];
    }),
  );
  return withoutCircles(links);
}

/** Everything that follows from a cause, near and far. */
export function effectsOf(cause: Fired, links: readonly Link[]): ReadonlySet<Fired> {
  const found = new Set<Fired>();
  const queue = [cause];
  for (let one = queue.pop(); one; one = queue.pop()) {
    for (const link of links) {
      if (link.cause !== one || found.has(link.effect)) continue;
      found.add(link.effect);
      queue.push(link.effect);
    }
  }
  return found;
}

function mayExplain(cause: Fired, effect: Fired, uncertainty: Uncertainty): boolean {
  if (cause.severity === 'info') return false;
  // What was measured may have lasted for long, and so may what a log begins with.
  if (cause.first === undefined || cause.maybeEarlier) return true;
  const reference = effect.since ?? effect.last;
  return reference === undefined || reference >= cause.first - uncertainty(reference, cause.first);
}

/** Takes the links away that lead to what came first in a circle, until there is none. */
function withoutCircles(links: readonly Link[]): readonly Link[] {
  const inCircle = links.filter(({ cause, effect }) => effectsOf(effect, links).has(cause));
  const [first] = [...new Set(inCircle.map(({ cause }) => cause))].sort(
    (a, b) => (a.since ?? Infinity) - (b.since ?? Infinity),
  );
  if (!first) return links;
  return withoutCircles(links.filter(link => !(link.effect === first && inCircle.includes(link))));
}
