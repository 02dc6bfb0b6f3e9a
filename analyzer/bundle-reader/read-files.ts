import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { NotABundle } from '../bundle.js';
import type { Budget } from './budget.js';
import type { BundleBuilder } from './bundle-builder.js';
import { drain } from './drain.js';
import { plain } from './input-kind.js';

/** A text that somebody saved by hand, or put into a pipe. */
export interface LooseFile {
  /** As messages call it. */
  readonly name: string;
  /** Where it lies, or what it holds. */
  readonly from: string | Buffer;
}

/** Hands loose files to a builder, one after the other, under their base names. Throws NotABundle for one that cannot be read. */
export async function readFiles(files: readonly LooseFile[], budget: Budget, builder: BundleBuilder): Promise<void> {
  for (const { name, from } of files) {
    const { size, mtimeMs } = await aboutOf(name, from);
    const writer = builder.entry(entryOf(name), { bytes: size, modifiedAt: Math.floor(mtimeMs) });
    if (!writer) continue;
    let exceeded: string | undefined;
    const stream = typeof from === 'string' ? createReadStream(from) : Readable.from([from]);
    const failure = await drain(stream, chunk => {
      exceeded = budget.spend(chunk.length, Number.POSITIVE_INFINITY);
      if (exceeded === undefined) writer.write(chunk);
      return exceeded === undefined;
    });
    writer.end(failure !== undefined || exceeded !== undefined);
    if (failure) throw new NotABundle(`${name}: ${plain(failure as NodeJS.ErrnoException)}`);
    if (exceeded !== undefined) return builder.problems.add('too-large', exceeded);
  }
}

/** The name under which evidence shows it: `/home/me/./kubelet.log` as `home/me/kubelet.log`. */
export function entryOf(name: string): string {
  const parts = name.split(/[\\/]/).filter(part => part !== '' && part !== '.' && part !== '..');
  return parts.join('/') || 'text';
}

async function aboutOf(name: string, from: string | Buffer): Promise<{ size: number; mtimeMs: number }> {
  if (typeof from !== 'string') return { size: from.length, mtimeMs: Date.now() };
  return stat(from).catch((error: NodeJS.ErrnoException) => {
    throw new NotABundle(`${name}: ${error.code === 'ENOENT' ? 'no such file or folder' : plain(error)}`);
  });
}
