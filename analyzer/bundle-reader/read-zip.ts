import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { NotABundle } from '../bundle.js';
import type { Budget } from './budget.js';
import type { BundleBuilder } from './bundle-builder.js';
import { decode } from './document.js';
import { drain } from './drain.js';
import { ENCRYPTED } from './other-kinds.js';

/** The upper half of a zip's external attributes is the mode of Unix: these bits say what kind of file it is. */
const KIND = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** Reads a zip by its directory, one file after the other. Throws NotABundle for what is no zip, or a cut one: its directory is at its end. */
export async function readZip(path: string, name: string, budget: Budget, builder: BundleBuilder): Promise<void> {
  const { openPromise } = await import('yauzl');
  const options = { lazyEntries: true, decodeStrings: true, validateEntrySizes: true };
  const zip = await openPromise(path, options).catch((error: Error) => {
    throw new NotABundle(`${name}: the zip is cut off or damaged (${error.message}); zip it again, or give the folder`);
  });
  let compressed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (builder.full) return;
      compressed += entry.compressedSize;
      const exceeded = await readEntry(zip, entry, compressed, budget, builder);
      if (exceeded !== undefined) return builder.problems.add('too-large', exceeded);
    }
  } catch (error) {
    builder.problems.add('damaged', `the zip is damaged: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    zip.close();
  }
}

/** Returns why nothing more must be read, when that is so. */
async function readEntry(
  zip: ZipFile,
  entry: Entry,
  compressed: number,
  budget: Budget,
  builder: BundleBuilder,
): Promise<string | undefined> {
  const name = nameOf(entry);
  if (name.endsWith('/')) return undefined;
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & KIND) === SYMBOLIC_LINK) return void builder.refuse(name, 'it is a symbolic link');
  if (entry.isEncrypted()) return void builder.problems.add('refused', ENCRYPTED, name);
  const modifiedAt = entry.getLastModDate().getTime();
  const writer = builder.entry(name, { bytes: entry.uncompressedSize, modifiedAt });
  if (!writer) return undefined;
  let exceeded: string | undefined;
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const failure = await drain(stream, chunk => {
    exceeded = budget.spend(chunk.length, compressed);
    if (exceeded === undefined) writer.write(chunk);
    return exceeded === undefined;
  });
  writer.end(failure !== undefined || exceeded !== undefined);
  if (failure) builder.problems.add('damaged', `its compressed data is damaged: ${failure.message}`, name);
  return exceeded;
}

/** General purpose bit 11: the name is UTF-8. */
const SAYS_UTF8 = 0x800;
/** An extra field that has the name once more, in UTF-8. */
const UNICODE_PATH = 0x7075;

/** Where a zip does not say in which characters names are, they are in those of who made it: UTF-8 of Linux, GBK of Chinese Windows. */
function nameOf({ fileName, fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  const isTold = (generalPurposeBitFlag & SAYS_UTF8) !== 0 || extraFields.some(({ id }) => id === UNICODE_PATH);
  return isTold ? fileName : decode(fileNameRaw);
}
