import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { constants, createGunzip, type Gunzip } from 'node:zlib';
import { NotABundle } from '../bundle.js';
import type { Budget } from './budget.js';
import type { BundleBuilder } from './bundle-builder.js';
import { drain } from './drain.js';
import { WHAT_TO_GIVE } from './input-kind.js';
import { salvage } from './salvage.js';
import { BLOCK, beginsTar, TELLING_BYTES } from './tar-header.js';
import { type TarParser, tarParser } from './tar-parser.js';

/** Measured: with the 16 KiB that are Node's default, inflating takes four times as long. */
const INFLATED_CHUNK = 256 * 1024;
const READ_CHUNK = 1024 * 1024;

/** Reads a tar as one stream; what is left of a cut or damaged one is used. Throws NotABundle for what is no tar. */
export async function readTar(
  path: string,
  name: string,
  gzip: boolean,
  budget: Budget,
  builder: BundleBuilder,
): Promise<void> {
  const { problems } = builder;
  const file = createReadStream(path, { highWaterMark: READ_CHUNK });
  let total = 0;
  let began = Buffer.alloc(0);
  let parser: TarParser | undefined;
  /** We want no more of it. */
  let enough = false;

  const use = (chunk: Buffer): boolean => {
    total += chunk.length;
    const exceeded = budget.spend(chunk.length, file.bytesRead);
    if (exceeded !== undefined) {
      problems.add('too-large', exceeded);
      enough = true;
      return false;
    }
    if (parser) parser.write(chunk);
    else {
      began = Buffer.concat([began, chunk]);
      if (!beginsTar(began)) return began.length < TELLING_BYTES;
      parser = tarParser({
        file: entry => builder.entry(entry),
        refuse: (entry, why) => problems.add('refused', why, entry),
      });
      parser.write(began);
    }
    enough = builder.full;
    // After the end of the tar the rest is read only for the checksum of the gzip.
    return !enough;
  };

  const gunzip = gzip ? inflated(file) : undefined;
  const failure = await drain(gunzip ?? file, use);
  if (failure && gunzip && !enough) await salvage(path, { sound: gunzip.bytesWritten, known: total }, use);
  if (!parser) throw new NotABundle(`${name}: ${noTar(gzip, began, failure)}; ${WHAT_TO_GIVE}`);
  const { complete, damagedAt } = parser.end();

  if (failure) problems.add('damaged', `the compressed data is damaged: ${failure.message}`);
  else if (damagedAt !== undefined) {
    problems.add('damaged', `the tar is damaged at byte ${damagedAt}: from there to the next header nothing is used`);
  }
  if (!complete && !failure && !enough) {
    problems.add('cut-off', `the bundle ends in the middle, after ${total} bytes of its content`);
  }
}

function inflated(file: Readable): Gunzip {
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
  if (began.length < BLOCK) return 'ends before its first entry';
  return gzip ? 'there is no tar in this gzip' : 'not a tar file';
}
