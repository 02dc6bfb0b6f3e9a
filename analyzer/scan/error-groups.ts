import type { Evidence } from '../fact.js';
import { abstractText, hashOf, TEMPLATE_BYTES, wordsOf } from './abstract-line.js';
import { textStart } from './line-level.js';
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

/** An error line that was met. */
export interface ErrorLine {
  readonly speaker: string;
  /** NaN when it has none. */
  readonly time: number;
  /** Its log holds lines of other logs again, which are not counted twice. */
  readonly repeats: boolean;
  /** Called for the first line of a group. */
  sample(): Evidence;
}

export interface ErrorKeeper {
  /** Whether a line without a mark is worded like an error: decided once for all lines that differ only in numbers. */
  isWorded(bytes: Buffer, message: number, end: number): boolean;
  /** Takes an error line into its group. */
  add(bytes: Buffer, message: number, end: number, line: ErrorLine): void;
  groups(): ErrorGroup[];
}

interface Group extends Template {
  readonly speaker: string;
  readonly repeats: boolean;
  readonly sample: Evidence;
  readonly perMinute: Map<number, number>;
  count: number;
  first: number;
  last: number;
}

/** Together they bound what is kept of errors in a bundle. */
const MOST_KINDS = 40_000;
const MOST_GROUPS = 1000;
const MOST_MINUTES = 200_000;

/** What lines without a mark say when something failed. `errors=remount-ro` is how a disk was mounted. */
const WORDED =
  /\b(?:errors?(?!s?=)|fail(?:s|ed|ing|ure|ures)?|fatal|panic(?:ked)?|bug|oops|cannot|unable|denied|refused|timed out|corrupt(?:ed|ion)?|segfault|exception|call trace|out of memory|killed|hung|lockup|stalled|blocked for more than|unreachable|critical|abort(?:ed|ing)?)\b/i;

/** Gathers the error lines of all logs of a bundle. */
export function errorKeeper(): ErrorKeeper {
  const worded = new Map<number, boolean>();
  /** By hash, for each speaker; without a group are those that there was no room for. */
  const known = [new Map<string, Map<number, Group | undefined>>(), new Map<string, Map<number, Group | undefined>>()];
  const tree = templateTree<Group>(MOST_GROUPS);
  let kinds = 0;
  let minutes = 0;

  const kindsOf = (speaker: string, repeats: boolean): Map<number, Group | undefined> => {
    const bySpeaker = known[repeats ? 1 : 0] as Map<string, Map<number, Group | undefined>>;
    let own = bySpeaker.get(speaker);
    if (!own) {
      own = new Map();
      bySpeaker.set(speaker, own);
    }
    return own;
  };

  const place = (text: string, { speaker, repeats, sample }: ErrorLine): Group | undefined => {
    const words = wordsOf(text);
    if (words.length === 0) return undefined;
    return tree.place(`${speaker} ${repeats}`, words, () => ({
      words,
      speaker,
      repeats,
      sample: sample(),
      perMinute: new Map(),
      count: 0,
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
    }));
  };

  const count = (group: Group, time: number): void => {
    group.count++;
    if (Number.isNaN(time)) return;
    if (time < group.first) group.first = time;
    if (time > group.last) group.last = time;
    const minute = Math.floor(time / 60_000);
    const before = group.perMinute.get(minute);
    if (before === undefined && minutes++ >= MOST_MINUTES) return;
    group.perMinute.set(minute, (before ?? 0) + 1);
  };

  return {
    isWorded(bytes, message, end) {
      const stop = Math.min(end, message + TEMPLATE_BYTES);
      const hash = hashOf(bytes, message, stop);
      let is = worded.get(hash);
      if (is === undefined) {
        is = worded.size < MOST_KINDS && WORDED.test(abstractText(bytes, message, stop));
        if (worded.size < MOST_KINDS) worded.set(hash, is);
      }
      return is;
    },
    add(bytes, message, end, line) {
      const start = textStart(bytes, message, end);
      const stop = Math.min(end, start + TEMPLATE_BYTES);
      const hash = hashOf(bytes, start, stop);
      const own = kindsOf(line.speaker, line.repeats);
      let group = own.get(hash);
      if (group === undefined && !own.has(hash)) {
        if (kinds++ >= MOST_KINDS) return;
        group = place(abstractText(bytes, start, stop), line);
        own.set(hash, group);
      }
      if (group) count(group, line.time);
    },
    groups() {
      const own = tree.templates.filter(({ repeats }) => !repeats);
      const told = new Set(own.map(nameOf));
      const only = tree.templates.filter(group => group.repeats && !told.has(nameOf(group)));
      return [...own, ...only].map(group => ({
        template: group.words.join(' '),
        speaker: group.speaker,
        count: group.count,
        ...(group.first <= group.last && { first: group.first, last: group.last }),
        perMinute: group.perMinute,
        sample: group.sample,
      }));
    },
  };
}

function nameOf({ speaker, words }: Group): string {
  return `${speaker} ${words.join(' ')}`;
}
