import type { BundleProblem } from '../bundle.js';
import { printable } from './entry-name.js';

/** Gathers what could not be used; a hostile bundle can have any number of such things. */
export interface Problems {
  add(kind: BundleProblem['kind'], detail: string, entry?: string): void;
  list(): readonly BundleProblem[];
}

export function problemList(most: number): Problems {
  const told: BundleProblem[] = [];
  let untold = 0;
  return {
    add(kind, detail, entry) {
      if (told.length >= most) untold++;
      else told.push({ kind, detail, ...(entry !== undefined && { entry: printable(entry) }) });
    },
    list: () =>
      untold === 0 ? told : [...told, { kind: 'refused', detail: `and ${untold} more problems like these` }],
  };
}
