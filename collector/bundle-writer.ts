import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, createGzip } from 'node:zlib';
import { TarArchive } from 'archiver';
import type { Blocks } from './kept-output.js';

/** A tar.gz that grows entry by entry. After flush() all that was added is readable, whatever comes. */
export interface BundleWriter {
  /** Adds a file, and empties the blocks. Rejects when the output cannot be written. */
  add(path: string, body: Buffer | Blocks): Promise<Added>;
  /** Whether there is a file of this path. A second one must not be added. */
  has(path: string): boolean;
  /** Brings all to the output. */
  flush(): Promise<void>;
  /** Compressed bytes that have come out so far; exact after flush(). */
  written(): number;
  /** Fails whatever is waited for: the output takes nothing more. */
  giveUp(error: Error): void;
  /** Closes the archive and waits until the output has all of it. The output stays open: it may be our stdout. */
  finish(): Promise<WrittenBundle>;
}

export interface Added {
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

export interface WrittenBundle {
  readonly bytes: number;
  /** Of the compressed bundle, hex. */
  readonly sha256: string;
}

/** Half the processor time of level 6 for a few percent more bytes: the node has better to do. */
const GZIP_LEVEL = 4;
const ENTRY_MODE = 0o600;
/** Bigger entries are streamed block by block, so that memory holds them deflated only. */
const STREAM_FROM_BYTES = 2 * 2 ** 20;

/** Writes a bundle into `output`; all entries get the time `now`. */
export function createBundleWriter(output: Writable, now: Date): BundleWriter {
  const archive = new TarArchive();
  const gzip = createGzip({ level: GZIP_LEVEL, chunkSize: 64 * 1024 });
  const hash = createHash('sha256');
  const paths = new Set<string>();
  let bytes = 0;
  gzip.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  archive.pipe(gzip).pipe(output, { end: false });

  let fail: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    fail = reject;
    for (const stream of [archive, gzip, output]) stream.on('error', reject);
  });
  failure.catch(() => undefined);
  const orFail = <T>(work: Promise<T>): Promise<T> => Promise.race([work, failure]);

  return {
    async add(path, body) {
      paths.add(path);
      const entryHash = createHash('sha256');
      const size = Buffer.isBuffer(body) ? body.length : body.size;
      const pieces = hashed(Buffer.isBuffer(body) ? [body] : taken(body), entryHash);
      const written = once(archive, 'entry');
      const data = { name: path, mode: ENTRY_MODE, date: now };
      if (size < STREAM_FROM_BYTES) archive.append(Buffer.concat([...pieces]), data);
      // archiver gathers a stream of unknown size in memory; of the stats it reads the size alone.
      else archive.append(Readable.from(pieces, { objectMode: false }), { ...data, stats: { size } as Stats });
      await orFail(written);
      return { size, sha256: entryHash.digest('hex') };
    },
    has: path => paths.has(path),
    written: () => bytes,
    giveUp: error => fail(error),
    async flush() {
      while (archive.readableLength > 0 || archive.writableLength > 0) await orFail(sleep(1));
      await orFail(new Promise<void>(resolve => gzip.flush(constants.Z_SYNC_FLUSH, () => resolve())));
      while (gzip.readableLength > 0 || output.writableLength > 0) await orFail(sleep(1));
    },
    async finish() {
      const finished = once(gzip, 'end');
      await orFail(archive.finalize());
      await orFail(finished);
      while (output.writableLength > 0) await orFail(sleep(1));
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}

function* hashed(pieces: Iterable<Buffer>, hash: Hash): Generator<Buffer> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

function* taken(blocks: Blocks): Generator<Buffer> {
  for (let block = blocks.shift(); block; block = blocks.shift()) yield block;
}
