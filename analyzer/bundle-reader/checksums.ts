import { createHash } from 'node:crypto';
import type { EntryRecord, SpecOutcome } from '../../bundle/manifest.js';
import type { Difference } from '../bundle.js';
import type { EntryWriter } from './bundle-builder.js';

/** What an entry really is. */
export interface Digest {
  readonly bytes: number;
  /** Hex; absent for a large entry, of which the size alone is compared. */
  readonly sha256?: string;
}

/**
 * An entry that is larger is not hashed: it would cost as much as a third of its scan, for logs of which the
 * checksum of the gzip tells damage, and the size nearly always what somebody changed.
 */
const MOST_HASHED = 16 * 2 ** 20;

/**
 * Passes an entry on and sums it up; a cut entry has no digest. `said`: how many bytes it has, by its header: of one that
 * is too large in the end no byte is hashed.
 */
export function summedUp(
  writer: EntryWriter,
  said: number,
  use: (digest: Digest) => void,
  mostHashed = MOST_HASHED,
): EntryWriter {
  const hash = said <= mostHashed ? createHash('sha256') : undefined;
  let bytes = 0;
  return {
    write(chunk) {
      bytes += chunk.length;
      if (bytes <= mostHashed) hash?.update(chunk);
      writer.write(chunk);
    },
    end(cut) {
      if (!cut) use({ bytes, ...(hash && bytes <= mostHashed && { sha256: hash.digest('hex') }) });
      writer.end(cut);
    },
  };
}

/**
 * Entries that differ from what the collector recorded of them. A record without a checksum comes from a node
 * that has no tool for it: then the size must do. A bundle without any records tells nothing.
 */
export function differences(
  outcomes: readonly SpecOutcome[],
  digests: ReadonlyMap<string, Digest>,
  finished: boolean,
): ReadonlyMap<string, Difference> {
  const records = entryRecords(outcomes);
  const found = [...digests].map(([path, digest]) => {
    const record = records.get(path);
    // Of a collector that was killed the last entry has no record yet.
    if (!record) return [path, finished && records.size > 0 ? ('added' as const) : undefined] as const;
    return [path, isAs(digest, record) ? undefined : ('altered' as const)] as const;
  });
  return new Map(found.flatMap(([path, difference]) => (difference ? [[path, difference] as const] : [])));
}

/** What the collector recorded of its entries, by their paths. */
export function entryRecords(outcomes: readonly SpecOutcome[]): ReadonlyMap<string, EntryRecord> {
  return new Map(outcomes.flatMap(({ entries }) => entries.map(entry => [entry.path, entry] as const)));
}

/** Whether an entry is what was recorded of it, as far as both tell. */
export function isAs({ bytes, sha256 }: Digest, record: EntryRecord): boolean {
  if (record.bytesKept !== bytes) return false;
  return sha256 === undefined || record.sha256 === '' || record.sha256.toLowerCase() === sha256;
}
