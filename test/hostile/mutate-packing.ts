import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { strToU8, zipSync } from 'fflate';
import { manifestOf, type Node, type Part } from './corpus.js';
import type { Random } from './random.js';
import { rawEntry, TAR_END } from './raw-tar.js';

/** One of the archives that were packed by the real programs; undefined when there are none. */
export type ReadyMade = (random: Random) => Buffer | undefined;

/** Of each packing. What breaks an unpacker is seldom in the text that is packed. */
const READY_MADE = 40;

/** Packs bundles with xz and zstd, for which we have no packer of our own, into a folder. */
export async function packReadyMade(nodes: readonly Node[], folder: string): Promise<void> {
  const foreign = nodes.filter(node => node.foreign);
  for (let number = 0; number < READY_MADE; number++) {
    const from = number % 3 === 0 ? foreign : nodes;
    const node = from[Math.floor((number * from.length) / READY_MADE)];
    if (!node) continue;
    const parts = node.foreign ? node.own : [...node.around, ...node.own];
    const all = node.foreign ? parts : [...parts, manifestOf(parts)];
    const input = Buffer.concat([...all.map(({ name, text }) => rawEntry({ name }, text)), TAR_END]);
    for (const program of ['xz', 'zstd']) {
      const { stdout } = await execa(program, ['-q', '-c', '-1'], { input, encoding: 'buffer' });
      writeFileSync(path.join(folder, `${String(number).padStart(2, '0')}.${program}`), stdout);
    }
  }
}

/** Those that packReadyMade made. */
export function readyMadeIn(folder: string): ReadyMade {
  const all = readdirSync(folder)
    .sort()
    .map(name => readFileSync(path.join(folder, name)));
  return random => (all.length > 0 ? Buffer.from(random.of(all)) : undefined);
}

export function changeBytes(bytes: Buffer, random: Random): void {
  for (let changes = 1 + random.below(8); changes > 0; changes--) bytes[random.below(bytes.length)] = random.below(256);
}

/** As it is, or as one or two gzips, most often whole. */
export function gzipped(tar: Buffer, random: Random): Buffer {
  if (random.once(3)) return tar;
  const middle = random.once(4) ? random.below(tar.length) : tar.length;
  const level = random.of([0, 1, 1, 1]);
  const gzips = [tar.subarray(0, middle), tar.subarray(middle)]
    .filter(({ length }) => length > 0)
    .map(part => gzipSync(part, { level }));
  const gzip = Buffer.concat(gzips);
  if (random.once(4) && gzip.length > 0) changeBytes(gzip, random);
  return random.once(8) ? gzip.subarray(0, random.below(gzip.length)) : gzip;
}

/** A zip, stored or deflated, most often whole. */
export function zipped(parts: readonly Part[], random: Random): Buffer {
  const level = random.of([0, 1] as const);
  const files = Object.fromEntries(parts.map(({ name, text }) => [name, strToU8(text)]));
  const zip = Buffer.from(zipSync(files, { level }));
  if (random.once(2)) changeBytes(zip, random);
  return random.once(6) ? zip.subarray(0, random.below(zip.length)) : zip;
}
