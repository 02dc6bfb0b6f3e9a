import type { Measured } from '../measures/measure.js';
import { amountText } from '../report/amounts.js';
import type { Measure } from '../report/report.js';
import { type Change, changesOfBoth } from './change.js';

/**
 * What is different in what the node has, and in where it acts or refuses. `nameOf` gives the words for what is
 * measured. What one of the two does not tell is no change.
 */
export function limitChanges(
  before: readonly Measured[],
  after: readonly Measured[],
  nameOf: (kind: Measure['kind'], name: string | undefined) => string,
): Change[] {
  return changesOfBoth(limitsOf(before, nameOf), limitsOf(after, nameOf), { kind: 'limit' });
}

function limitsOf(
  measures: readonly Measured[],
  nameOf: (kind: Measure['kind'], name: string | undefined) => string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { kind, name, total, unit, limits } of measures) {
    const label = nameOf(kind, name);
    if (total !== undefined) found.set(label, amountText(total, unit));
    for (const { name: limit, at } of limits) {
      // `memory.available<100Mi`, `imageGCHighThresholdPercent=85`: the kubelet's own words say it better than a sum.
      const [, rule, value] = /^([\w.]+)[<=](.+)$/.exec(limit) ?? [];
      if (rule !== undefined && value !== undefined) found.set(`${label}: ${rule}`, value);
      else if (at !== total) found.set(`${label}: ${limit}`, amountText(at, unit));
    }
  }
  return found;
}
