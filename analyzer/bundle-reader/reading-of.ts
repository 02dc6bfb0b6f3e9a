import path from 'node:path';
import { readingBudget } from './budget.js';
import type { BundleBuilder } from './bundle-builder.js';
import { inputKind } from './input-kind.js';
import type { Limits } from './limits.js';
import { readFiles } from './read-files.js';
import { readFolder } from './read-folder.js';
import { readTar } from './read-tar.js';
import { readZip } from './read-zip.js';

/** Hands everything that an input holds to a builder, each time from its begin. */
export type Reading = (builder: BundleBuilder) => Promise<void>;

/**
 * How an archive (known by its content, not its name), a folder or a text is read. All readings together have the time
 * of one. Throws NotABundle for what is none of them.
 */
export async function readingOf(input: string, name: string, limits: Limits): Promise<Reading> {
  const began = performance.now();
  const kind = await inputKind(input, name);
  return builder => {
    const budget = readingBudget(limits, began);
    if (kind === 'folder') return readFolder(input, name, budget, builder);
    if (kind === 'text') return readFiles([{ name: path.basename(name), from: input }], budget, builder);
    if (kind === 'zip') return readZip(input, name, budget, builder);
    return readTar(input, name, kind === 'tar' ? 'none' : kind, budget, builder);
  };
}
