import type { Spec } from '../../bundle/spec.js';
import type { Cut, Layout, Place } from './layout.js';
import { pathIndex } from './path-pattern.js';
import type { Found } from './recognise.js';
import type { SurveyedEntry } from './survey.js';

/** What an entry is for one node, or for all nodes of its folder. */
export interface Use {
  readonly folder: string;
  /** The node that it is of; absent when it is of all nodes of the folder. */
  readonly node?: string;
  readonly specs: readonly Spec[];
  readonly lines?: 'journal';
  readonly cut?: Cut;
  /** Parts that make one document together carry the same object. */
  readonly place: Place;
  /** Number of the place among those of the layout, and of the pattern in the place: the least is the best. */
  readonly rank: number;
  readonly order: number;
}

/** What is read of every entry of an archive, by its name. */
export type Plan = ReadonlyMap<string, readonly Use[]>;

/** A log of this size can hold no more than a word that there is none. */
const NEARLY_EMPTY_BYTES = 110;

/** Decides for each spec which entries are read for it. */
export function planFor(found: readonly Found[], entries: readonly SurveyedEntry[]): Plan {
  const plan = new Map<string, Use[]>();
  for (const bundle of found) {
    const below = entries.filter(({ name }) => name.startsWith(bundle.folder));
    for (const [name, uses] of planOf(bundle, below)) plan.set(name, uses);
  }
  return plan;
}

function planOf({ layout, folder }: Found, entries: readonly SurveyedEntry[]): Map<string, Use[]> {
  const index = pathIndex(
    layout.places.flatMap((place, rank) =>
      place.paths.map((pattern, order) => ({ pattern, value: { place, rank, order } })),
    ),
  );
  const plan = new Map<string, Use[]>();
  const bytes = new Map<Use, number>();
  for (const entry of entries) {
    const path = entry.name.slice(folder.length);
    const own = index.find(path);
    const matches = own.length > 0 || !path.endsWith('.gz') ? own : index.find(path.slice(0, -'.gz'.length));
    const uses = matches.map(({ value: { place, rank, order }, node }): Use => {
      const { specs, lines, cut } = place;
      return {
        folder,
        specs,
        place,
        rank,
        order,
        ...(node !== undefined && { node }),
        ...(lines && { lines }),
        ...(cut && { cut }),
      };
    });
    for (const use of uses) bytes.set(use, entry.bytes);
    if (uses.length > 0) plan.set(entry.name, uses);
  }
  return withoutRepeats(plan, bytes);
}

/**
 * The same lines of a log may lie in several places: of each log, for each node, only the best place that has any is
 * read. Of documents all are, the best first: the next one is used when the first cannot be understood.
 */
function withoutRepeats(plan: Map<string, Use[]>, bytes: ReadonlyMap<Use, number>): Map<string, Use[]> {
  const best = new Map<string, number>();
  const key = ({ node }: Use, { id }: Spec) => `${node ?? ''} ${id}`;
  for (const use of [...plan.values()].flat()) {
    if ((bytes.get(use) ?? 0) < NEARLY_EMPTY_BYTES) continue;
    for (const spec of use.specs) {
      const known = best.get(key(use, spec));
      if (spec.content === 'log' && (known === undefined || use.rank < known)) best.set(key(use, spec), use.rank);
    }
  }
  const kept = new Map<string, Use[]>();
  for (const [name, uses] of plan) {
    const wanted = uses.flatMap(use => {
      const specs = use.specs.filter(
        spec => spec.content !== 'log' || (best.get(key(use, spec)) ?? use.rank) === use.rank,
      );
      return specs.length > 0 ? [{ ...use, specs }] : [];
    });
    if (wanted.length > 0) kept.set(name, wanted);
  }
  return kept;
}

/** Whether a layout has a place for it: what has none is never in a bundle of that tool. */
export function hasPlaceFor(layout: Layout, spec: Spec): boolean {
  return layout.places.some(place => place.specs.some(({ id }) => id === spec.id));
}
