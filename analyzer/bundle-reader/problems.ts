import type { BundleProblem } from '../bundle.js';
import { printable } from './entry-name.js';

/** Gathers what could not be used; a hostile bundle can have any number of such things. */
export interface Problems {
  add(kind: BundleProblem['kind'], detail: string, entry?: string): void;
  list(): readonly BundleProblem[];
}

/** Of those that have the same reason, so many are told one by one; the others are counted. */
const ALIKE = 5;

interface Group {
  readonly kind: BundleProblem['kind'];
  readonly detail: string;
  readonly entries: (string | undefined)[];
  count: number;
}

/** `most`: reasons that are told. */
export function problemList(most: number): Problems {
  const groups = new Map<string, Group>();
  let untold = 0;
  return {
    add(kind, detail, entry) {
      const key = `${kind} ${detail}`;
      const group = groups.get(key) ?? { kind, detail, entries: [], count: 0 };
      if (!groups.has(key) && groups.size >= most) {
        untold++;
        return;
      }
      groups.set(key, group);
      group.count++;
      if (group.entries.length < ALIKE) group.entries.push(entry);
    },
    list: () => [
      ...[...groups.values()].flatMap(told),
      ...(untold === 0 ? [] : [{ kind: 'refused' as const, detail: `and ${untold} more problems like these` }]),
    ],
  };
}

function told({ kind, detail, entries, count }: Group): BundleProblem[] {
  const one = entries.map(entry => ({ kind, detail, ...(entry !== undefined && { entry: printable(entry) }) }));
  const more = count - entries.length;
  return more === 0 ? one : [...one, { kind, detail: `${detail} (${more} more such entries)` }];
}
