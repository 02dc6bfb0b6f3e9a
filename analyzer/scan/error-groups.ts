import type { Evidence } from '../fact.js';
import { wordsOf } from './abstract-line.js';
import { type Template, templateTree } from './template-tree.js';

/** Error lines of one speaker that differ only in ids, addresses, numbers and names. */
export interface ErrorGroup {
  /** `<*>` for what differs. */
  readonly template: string;
  readonly speaker: string;
  readonly count: number;
  /** Of the earliest and the latest, milliseconds since 1970 UTC; absent when no line had a time. */
  readonly first?: number;
  readonly last?: number;
  readonly perMinute: ReadonlyMap<number, number>;
  /** The first of them that was read. */
  readonly sample: Evidence;
}

/** An error line of a kind that was not met before. */
export interface NewError {
  readonly speaker: string;
  /** Its log holds lines of other logs again, which are not counted twice. */
  readonly repeats: boolean;
  /** Called for the first line of a group. */
  sample(): Evidence;
}

export interface ErrorKeeper {
  /** The number of the group that lines like this one belong to; -1 when there is no room for it. `isNew`: it is made for this line. */
  place(text: string, line: NewError): { readonly group: number; readonly isNew: boolean };
  addMinute(group: number, minute: number, count: number): void;
  /** `stats`: for each group how many lines it has, and the time of the earliest and the latest. */
  groups(stats: Float64Array): ErrorGroup[];
}

interface Group extends Template {
  readonly index: number;
  readonly speaker: string;
  readonly repeats: boolean;
  readonly sample: Evidence;
  readonly perMinute: Map<number, number>;
}

/** Together they bound what is kept of errors in a bundle. */
const MOST_GROUPS = 1000;
const MOST_MINUTES = 200_000;

/** What lines without a mark say when something failed. `errors=remount-ro` is how a disk was mounted. */
const WORDED =
  /\b(?:errors?(?!s?=)|fail(?:s|ed|ing|ure|ures)?|fatal|panic(?:ked)?|bug|oops|cannot|unable|denied|refused|timed out|corrupt(?:ed|ion)?|segfault|exception|call trace|out of memory|killed|hung|lockup|stalled|blocked for more than|unreachable|critical|abort(?:ed|ing)?)\b/i;

/** Whether a line that does not say how bad it is is worded like an error. */
export function isWordedAsError(text: string): boolean {
  return WORDED.test(text);
}

/** Gathers the error lines of all logs of a bundle. */
export function errorKeeper(): ErrorKeeper {
  const tree = templateTree<Group>(MOST_GROUPS);
  let minutes = 0;

  return {
    place(text, { speaker, repeats, sample }) {
      const words = wordsOf(text);
      if (words.length === 0) return { group: -1, isNew: false };
      const before = tree.templates.length;
      const group = tree.place(`${speaker} ${repeats}`, words, () => ({
        index: before,
        words,
        speaker,
        repeats,
        sample: sample(),
        perMinute: new Map(),
      }));
      return { group: group?.index ?? -1, isNew: tree.templates.length > before };
    },
    addMinute(group, minute, count) {
      const perMinute = tree.templates[group]?.perMinute;
      const before = perMinute?.get(minute);
      if (before !== undefined || minutes++ < MOST_MINUTES) perMinute?.set(minute, (before ?? 0) + count);
    },
    groups(stats) {
      const own = tree.templates.filter(({ repeats }) => !repeats);
      const told = new Set(own.map(nameOf));
      const only = tree.templates.filter(group => group.repeats && !told.has(nameOf(group)));
      return [...own, ...only].map(({ words, speaker, index, perMinute, sample }) => {
        const [count = 0, first = 0, last = 0] = stats.subarray(3 * index, 3 * index + 3);
        const template = words.join(' ');
        return { template, speaker, count, ...(first <= last && { first, last }), perMinute, sample };
      });
    },
  };
}

function nameOf({ speaker, words }: Group): string {
  return `${speaker} ${words.join(' ')}`;
}
