import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { HEADER_PATH, MANIFEST_PATH, outcomePath } from '../bundle/entry-path.js';
import type { EntryRecord, SpecOutcome } from '../bundle/manifest.js';
import { specs } from '../bundle/specs/index.js';
import { rawEntry, TAR_END } from './hostile/raw-tar.js';
import { headerOf, holds, type Pack } from './support.js';

/**
 * As collect.sh packs: ustar, each spec with its outcome a gzip member of its own, an outcome for everything
 * that was asked for, a record with its checksum for every entry, and the collector named.
 */
export const packAsShell: Pack = async (file, entries, outcomes) => {
  const header = { ...headerOf(entries), collector: { name: 'sh', version: '0.1.0' } };
  const members = [gzipSync(entry(HEADER_PATH, json(header)))];
  const told: SpecOutcome[] = [];
  for (const outcome of outcomes) {
    const spec = specs.find(({ id }) => id === outcome.spec);
    const own = [...entries].filter(([name]) => spec !== undefined && holds(spec, name));
    const line = { ...outcome, entries: own.map(([name, bytes]) => recordOf(name, bytes)) };
    told.push(line);
    const parts = own.map(([name, bytes]) => entry(name, bytes));
    members.push(gzipSync(Buffer.concat([...parts, entry(outcomePath({ id: outcome.spec }), json(line))])));
  }
  const manifest = json({ ...header, finishedAt: header.startedAt, outcomes: told });
  members.push(gzipSync(Buffer.concat([entry(MANIFEST_PATH, manifest), TAR_END])));
  await writeFile(file, Buffer.concat(members));
};

function recordOf(name: string, bytes: Buffer): EntryRecord {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path: name, bytesRead: bytes.length, bytesKept: bytes.length, sha256, redactions: 0 };
}

/** A path of more than 100 bytes is split at a slash, as ustar has it. */
function entry(name: string, bytes: Buffer): Buffer {
  if (name.length <= 100) return rawEntry({ name }, bytes);
  const at = name.indexOf('/', name.length - 101);
  return rawEntry({ name: name.slice(at + 1), prefix: name.slice(0, at) }, bytes);
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
