import { NotABundle } from '../bundle.js';
import type { Budget } from './budget.js';
import type { BundleBuilder } from './bundle-builder.js';
import { byteStream, type Compression } from './byte-stream.js';
import { drain } from './drain.js';
import { WHAT_TO_GIVE } from './other-kinds.js';
import { salvage } from './salvage.js';
import { BLOCK, beginsTar, TELLING_BYTES } from './tar-header.js';
import { type TarParser, tarParser } from './tar-parser.js';

/** Reads a tar as one stream; what is left of a cut or damaged one is used. Throws NotABundle for what is no tar. */
export async function readTar(
  path: string,
  name: string,
  compression: Compression,
  budget: Budget,
  builder: BundleBuilder,
): Promise<void> {
  const { problems } = builder;
  const { bytes, ofFile, gunzip, done } = await byteStream(path, compression);
  let total = 0;
  let began = Buffer.alloc(0);
  let parser: TarParser | undefined;
  /** We want no more of it. */
  let enough = false;

  const use = (chunk: Buffer): boolean => {
    total += chunk.length;
    const exceeded = budget.spend(chunk.length, ofFile());
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
        file: (entry, about) => builder.entry(entry, about),
        refuse: (entry, why) => builder.refuse(entry, why),
      });
      parser.write(began);
    }
    enough = builder.full;
    // After the end of the tar the rest is read only for the checksum of the gzip.
    return !enough;
  };

  const failure = await drain(bytes, use, done);
  if (failure && gunzip && !enough) await salvage(path, { sound: gunzip.bytesWritten, known: total }, use);
  if (!parser) throw new NotABundle(`${name}: ${noTar(compression, began, failure)}; ${WHAT_TO_GIVE}`);
  const { complete, damagedAt } = parser.end();

  if (failure) problems.add('damaged', `the compressed data is damaged: ${failure.message}`);
  else if (damagedAt !== undefined) {
    problems.add('damaged', `the tar is damaged at byte ${damagedAt}: from there to the next header nothing is used`);
  }
  if (!complete && !failure && !enough) {
    problems.add('cut-off', `the bundle ends in the middle, after ${total} bytes of its content`);
  }
}

function noTar(compression: Compression, began: Buffer, failure: Error | undefined): string {
  if (failure) return `cannot be decompressed (${failure.message})`;
  if (began.length < BLOCK) return 'ends before its first entry';
  return compression === 'none' ? 'not a tar file' : `there is no tar in this ${compression}`;
}
