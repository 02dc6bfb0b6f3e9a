import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { NotABundle } from '../bundle.js';
import type { BundleBuilder } from './bundle-builder.js';
import { drain } from './drain.js';
import { isTarHeader, WHAT_TO_GIVE } from './input-kind.js';

/** Measured: with the 16 KiB that are Node's default, inflating takes four times as long. */
const INFLATED_CHUNK = 256 * 1024;
const READ_CHUNK = 1024 * 1024;
const HEADER_BYTES = 512;

const NOT_FILES: Readonly<Record<string, string>> = {
  SymbolicLink: 'a symbolic link',
  Link: 'a hard link',
  CharacterDevice: 'a device',
  BlockDevice: 'a device',
  FIFO: 'a pipe',
};
const FILES = new Set(['File', 'OldFile', 'ContiguousFile']);

/** Reads a tar as one stream; what is left of a cut or damaged one is used. Throws NotABundle for what is no tar. */
export async function readTar(
  path: string,
  name: string,
  gzip: boolean,
  totalBytes: number,
  builder: BundleBuilder,
): Promise<void> {
  const { problems } = builder;
  let total = 0;
  let began = Buffer.alloc(0);
  let parser: Parser | undefined;
  let complete = false;
  let stopped = false;
  let damage: string | undefined;

  const start = (): Parser => {
    const created = new Parser({ strict: false, zstd: false, brotli: false });
    created.on('entry', (entry: ReadEntry) => {
      complete = false;
      takeEntry(entry, builder);
    });
    created.on('ignoredEntry', (entry: ReadEntry) => {
      if (!entry.meta) problems.add('refused', `it is of a kind (${entry.type}) that bundles do not have`, entry.path);
    });
    created.on('nullBlock', () => {
      complete = true;
    });
    created.on('eof', () => {
      complete = true;
      stopped = true;
    });
    created.on('warn', (code: string, message: string | Error) => {
      if (code === 'TAR_ENTRY_INVALID') damage ??= String(message);
    });
    created.on('error', (error: Error) => {
      damage ??= error.message;
      stopped = true;
    });
    return created;
  };

  const feed = (chunk: Buffer): void => {
    try {
      parser?.write(chunk);
    } catch (error) {
      damage ??= String(error);
      stopped = true;
    }
  };

  const failure = await drain(byteStream(path, gzip), chunk => {
    total += chunk.length;
    if (total > totalBytes) {
      problems.add('too-large', `what follows the first ${totalBytes} bytes is not used`);
      stopped = true;
      complete = true;
      return false;
    }
    // After the end of the tar the rest is read only for the checksum of the gzip.
    if (stopped) return true;
    if (parser) feed(chunk);
    else {
      began = Buffer.concat([began, chunk]);
      if (began.length < HEADER_BYTES) return true;
      if (!isTarHeader(began)) return false;
      parser = start();
      feed(began);
    }
    if (builder.full) {
      stopped = true;
      complete = true;
      return false;
    }
    return true;
  });
  if (!parser) throw new NotABundle(`${name}: ${noTar(gzip, began, failure)}; ${WHAT_TO_GIVE}`);
  parser.end();

  if (failure) problems.add('damaged', `the compressed data is damaged: ${failure.message}`);
  else if (damage !== undefined) problems.add('damaged', `the tar is damaged: ${damage}`);
  if (!complete && !failure) {
    problems.add('cut-off', `the bundle ends in the middle, after ${total} bytes of its content`);
  }
}

function takeEntry(entry: ReadEntry, builder: BundleBuilder): void {
  const writer =
    entry.type === 'Directory' || entry.type === 'GNUDumpDir'
      ? undefined
      : builder.entry(entry.path, FILES.has(entry.type) ? undefined : (NOT_FILES[entry.type] ?? 'not a file'));
  if (!writer) return void entry.resume();
  entry.on('data', chunk => writer.write(chunk));
  entry.on('end', () => writer.end(entry.remain > 0));
}

function byteStream(path: string, gzip: boolean): Readable {
  const file = createReadStream(path, { highWaterMark: READ_CHUNK });
  if (!gzip) return file;
  // A variable, because the types do not know the two water marks of the stream.
  const options = {
    chunkSize: INFLATED_CHUNK,
    readableHighWaterMark: 4 * INFLATED_CHUNK,
    writableHighWaterMark: 2 * READ_CHUNK,
    // A gzip that ends in the middle is no error: what is there is wanted.
    finishFlush: constants.Z_SYNC_FLUSH,
  };
  const gunzip = createGunzip(options);
  // Errors are seen on `gunzip`, which pipeline destroys with those of the file.
  pipeline(file, gunzip, () => {});
  return gunzip;
}

function noTar(gzip: boolean, began: Buffer, failure: Error | undefined): string {
  if (failure) return `cannot be decompressed (${failure.message})`;
  if (began.length < HEADER_BYTES) return 'ends before its first entry';
  return gzip ? 'there is no tar in this gzip' : 'not a tar file';
}
