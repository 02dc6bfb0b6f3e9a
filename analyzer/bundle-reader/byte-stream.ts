import { createReadStream } from 'node:fs';
import { pipeline, Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { giveBack } from './give-back.js';

/** How a file is compressed as a whole. */
export type Compression = 'none' | 'gzip' | 'xz' | 'zstd';

/** The bytes of a file as they are read. */
export interface ByteStream {
  /** Decompressed. Errors of the file come as those of this stream. */
  readonly bytes: Readable;
  /** Bytes of the file that were read until now. */
  readonly ofFile: () => number;
  /** What inflates a gzip: tells how much of the file was sound. */
  readonly gunzip?: zlib.Gunzip;
  /** To be told of every chunk that is not needed any more, in order. */
  readonly done?: (chunk: Buffer) => void;
}

/** Measured: with the 16 KiB that are Node's default, inflating takes four times as long; with 256 KiB a twentieth longer. */
const INFLATED_CHUNK = 512 * 1024;
const READ_CHUNK = 1024 * 1024;
/** Its library hands out at once all that a piece decompresses to, which can be 32,000 times as much. */
const ZSTD_CHUNK = 16 * 1024;

/** Opens a file. Libraries for xz and zstd are loaded when they are needed; Node.js itself knows zstd since 22.15. */
export async function byteStream(path: string, compression: Compression): Promise<ByteStream> {
  const file = createReadStream(path, { highWaterMark: compression === 'zstd' ? ZSTD_CHUNK : READ_CHUNK });
  const ofFile = () => file.bytesRead;
  if (compression === 'none') return { bytes: file, ofFile };
  if (compression === 'xz') return { bytes: await unxz(file), ofFile };
  if (compression === 'zstd') return { bytes: through(file, await unzstd()), ofFile };
  const gunzip = inflating();
  return { bytes: through(file, gunzip), ofFile, gunzip, done: giveBackWhole };
}

/** Pieces of one buffer come one after the other: with the last of them it is free. */
function giveBackWhole(chunk: Buffer): void {
  const { buffer, byteOffset, byteLength } = chunk;
  if (buffer.byteLength === INFLATED_CHUNK && byteOffset + byteLength === INFLATED_CHUNK) giveBack(chunk);
}

function inflating(): zlib.Gunzip {
  // A variable, because the types do not know the two water marks of the stream.
  const options = {
    chunkSize: INFLATED_CHUNK,
    readableHighWaterMark: 4 * INFLATED_CHUNK,
    writableHighWaterMark: 2 * READ_CHUNK,
    // A gzip that ends in the middle is no error: what is there is wanted.
    finishFlush: zlib.constants.Z_SYNC_FLUSH,
  };
  return zlib.createGunzip(options);
}

/** An xz that ends in the middle gives what is there, too. */
async function unxz(file: Readable): Promise<Readable> {
  const { default: xz } = await import('xz-decompress');
  const web = new xz.XzReadableStream(Readable.toWeb(file) as ConstructorParameters<typeof xz.XzReadableStream>[0]);
  return Readable.from(copies(web), { objectMode: false, highWaterMark: INFLATED_CHUNK });
}

/** Copies: the decompressor writes its next piece over the one that it gave. */
async function* copies(stream: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield Buffer.from(next.value);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function unzstd(): Promise<Transform> {
  if ('createZstdDecompress' in zlib) return (zlib.createZstdDecompress as () => Transform)();
  const { Decompress } = await import('fzstd');
  const decompress = new Decompress();
  const transform = new Transform({
    readableHighWaterMark: 4 * INFLATED_CHUNK,
    transform(chunk: Buffer, _encoding, done) {
      try {
        decompress.push(chunk);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  decompress.ondata = piece => void transform.push(Buffer.from(piece));
  return transform;
}

/** Errors are seen on the second, which `pipeline` destroys with those of the first. */
function through<T extends Transform | zlib.Gunzip>(file: Readable, second: T): T {
  pipeline(file, second, () => {});
  return second;
}
