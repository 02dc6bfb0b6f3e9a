import { HEADER_PATH, MANIFEST_PATH, outcomePath } from '../../bundle/entry-path.js';
import { type BundleProblem, NotABundle } from '../bundle.js';
import { compilePatterns } from '../scan/pattern-set.js';
import { type BundleBuilder, bundleBuilder, type OwnBundleBuilder } from './bundle-builder.js';
import { type Digest, entryRecords, isAs, summedUp } from './checksums.js';
import { entryName } from './entry-name.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { WHAT_TO_GIVE } from './other-kinds.js';
import { readingOf } from './reading-of.js';

/**
 * intact: as recorded. unproven: nothing speaks against it, but there is no checksum: the node had no tool for it, or
 * the bundle ends before the record.
 * altered: of other bytes. added: without a record. gone: recorded and not there. cut: its end is missing.
 */
export const ENTRY_STATES = ['intact', 'unproven', 'altered', 'added', 'gone', 'cut'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

export interface VerifiedEntry {
  readonly path: string;
  readonly state: EntryState;
  /** In the bundle; of an entry that is gone, as recorded. */
  readonly bytes: number;
}

export interface Verification {
  /** In the order of the bundle, then what is gone. */
  readonly entries: readonly VerifiedEntry[];
  /** Whether the bundle has its last entry, which records all others. */
  readonly finished: boolean;
  readonly problems: readonly BundleProblem[];
  /** All is there, and as the collector wrote it. */
  readonly sound: boolean;
}

const NOTHING = { write: () => undefined, end: () => undefined };

/**
 * Holds every entry of a bundle against what the collector recorded of it, also those that no check reads.
 * Whoever can change a bundle can change its records, too: this finds damage and careless changes.
 * Throws NotABundle for what has no records of a collector.
 */
export async function verifyBundle(input: string, name = input, given: Partial<Limits> = {}): Promise<Verification> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const read = await readingOf(input, name, limits);
  const own = bundleBuilder(compilePatterns([]), limits);
  const digests = new Map<string, Digest | undefined>();
  await read(everyEntry(own, digests));
  if (!own.isOwn) throw new NotABundle(`${name}: holds no records of nodetriage-collect; ${WHAT_TO_GIVE}`);

  const { outcomes, finished } = own.read();
  const records = entryRecords(outcomes.all());
  const folder = topFolder([...digests.keys()]);
  const entries = [...digests].flatMap(([full, digest]): VerifiedEntry[] => {
    if (!full.startsWith(folder)) return [];
    const path = full.slice(folder.length);
    return [{ path, bytes: digest?.bytes ?? 0, state: stateOf(path, digest) }];
  });
  const there = new Set(entries.map(({ path }) => path));
  const gone = [...records.values()].filter(({ path }) => !there.has(path));
  const all = [
    ...entries,
    ...gone.map(({ path, bytesKept }): VerifiedEntry => ({ path, bytes: bytesKept, state: 'gone' })),
  ];
  const problems = own.problems.list();
  const sound =
    finished && problems.length === 0 && all.every(({ state }) => state === 'intact' || state === 'unproven');
  return { entries: all, finished, problems, sound };

  function stateOf(path: string, digest: Digest | undefined): EntryState {
    if (!digest) return 'cut';
    // The records themselves: nothing is recorded of them, but they must agree with each other.
    if (path === HEADER_PATH || path === MANIFEST_PATH) return 'intact';
    const ofOutcome = outcomes.all().find(outcome => outcomePath({ id: outcome.spec }) === path);
    if (ofOutcome) return outcomes.get(ofOutcome.spec)?.at.file === path ? 'intact' : 'altered';
    const record = records.get(path);
    if (!record) return finished ? 'added' : 'unproven';
    if (!isAs(digest, record)) return 'altered';
    return record.sha256 === '' ? 'unproven' : 'intact';
  }
}

/** Sums up every file, and hands those that it knows to the builder of the bundle. */
function everyEntry(own: OwnBundleBuilder, digests: Map<string, Digest | undefined>): BundleBuilder {
  return {
    problems: own.problems,
    refuse: own.refuse,
    get full() {
      return own.full;
    },
    entry(name, about) {
      const named = entryName(name);
      const writer = own.entry(name, about);
      if ('refused' in named || own.full) return writer;
      if (digests.has(named.path)) return writer;
      digests.set(named.path, undefined);
      const use = (digest: Digest) => void digests.set(named.path, digest);
      return summedUp(writer ?? NOTHING, about.bytes, use, Number.POSITIVE_INFINITY);
    },
  };
}

/** The folder that all of a re-packed bundle lies in, with its slash; usually none. */
function topFolder(paths: readonly string[]): string {
  const record =
    paths.find(path => path === HEADER_PATH || path.endsWith(`/${HEADER_PATH}`)) ??
    paths.find(path => path.endsWith(MANIFEST_PATH));
  return record?.slice(0, record.endsWith(HEADER_PATH) ? -HEADER_PATH.length : -MANIFEST_PATH.length) ?? '';
}
