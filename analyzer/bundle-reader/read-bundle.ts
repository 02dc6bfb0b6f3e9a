import path from 'node:path';
import { type Bundle, NotABundle } from '../bundle.js';
import type { LogNeed } from '../fact.js';
import type { Guess } from '../layouts/loose/guess.js';
import { compilePatterns, type PatternSet } from '../scan/pattern-set.js';
import { readingBudget } from './budget.js';
import { type BundleBuilder, bundleBuilder } from './bundle-builder.js';
import { inputKind, WHAT_TO_GIVE } from './input-kind.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { ownBundle } from './own-bundle.js';
import { type LooseFile, readFiles } from './read-files.js';
import { readFolder } from './read-folder.js';
import { readForeign } from './read-foreign.js';
import { readLoose } from './read-loose.js';
import { readTar } from './read-tar.js';
import { readZip } from './read-zip.js';
import { surveyBuilder } from './survey-builder.js';

export interface ReadOptions {
  /** How messages call the input; its path when absent. */
  readonly name?: string;
  readonly limits?: Partial<Limits>;
}

/** Hands everything that the input holds to a builder, once. */
export type Reading = (builder: BundleBuilder) => Promise<void>;

/** What a reading needs to know beside the input. */
export interface ReadContext {
  readonly name: string;
  readonly needs: readonly LogNeed[];
  readonly set: PatternSet;
  readonly limits: Limits;
}

/**
 * Reads the bundle of one node, or the first of several, as `readBundles` does. Throws NotABundle.
 */
export async function readBundle(input: string, needs: readonly LogNeed[], options: ReadOptions = {}): Promise<Bundle> {
  const [first] = await readBundles(input, needs, options);
  if (!first) throw new NotABundle(`${options.name ?? input}: tells of no node; ${WHAT_TO_GIVE}`);
  return first;
}

/**
 * Reads what an archive (known by its content, not its name) or a folder holds: a bundle of our own, in one reading,
 * or that of another tool, in two: what it is and of which nodes, then the data itself. Nothing is written to disk.
 * What is cut off, damaged, refused or too large is told in `problems` and the rest is used; throws NotABundle when
 * there is nothing to use.
 */
export async function readBundles(
  input: string,
  needs: readonly LogNeed[],
  { name = input, limits: given = {} }: ReadOptions = {},
): Promise<readonly Bundle[]> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const read = await readingOf(input, name, limits);
  const context: ReadContext = { name, needs, limits, set: patternsOf(needs) };

  const own = bundleBuilder(context.set, limits);
  const around = surveyBuilder(own, limits);
  await read(around);
  if ((await inputKind(input, name)) === 'text') {
    const loose = await readLoose(read, context);
    if (loose) return [loose];
    throw new NotABundle(`${name}: ${UNKNOWN_TEXT}`);
  }
  if (!own.isOwn) {
    const foreign = await readForeign(around.survey(), around.problems.list(), read, context);
    if (foreign) return foreign;
  }
  if (own.read().known === 0) {
    const loose = await readLoose(read, context);
    if (loose) return [loose];
    const cut = own.problems.list().some(problem => problem.kind !== 'refused') ? 'is cut off or damaged and ' : '';
    throw new NotABundle(`${name}: ${cut}holds nothing that nodetriage-collect writes; ${WHAT_TO_GIVE}`);
  }
  if (!own.read().headerCameLate) return [ownBundle(context, own)];
  // Somebody packed the files anew in another order: now the logs can be dated.
  const again = bundleBuilder(context.set, limits, own.read().header);
  await read(again);
  return [ownBundle(context, again)];
}

/** How to read an input, by what it is. All readings together have the time of one. Throws NotABundle. */
export async function readingOf(input: string, name: string, limits: Limits): Promise<Reading> {
  const began = performance.now();
  const kind = await inputKind(input, name);
  return builder => {
    const budget = readingBudget(limits, began);
    if (kind === 'folder') return readFolder(input, name, budget, builder);
    if (kind === 'zip') return readZip(input, name, budget, builder);
    if (kind === 'text') return readFiles([{ name: path.basename(name), from: input }], budget, builder);
    return readTar(input, name, kind === 'tar' ? 'none' : kind, budget, builder);
  };
}

const UNKNOWN_TEXT =
  'not a tar, gzip, xz, zstd or zip file, and no text that is known here; say what it is (--as kubelet=FILE), or give a bundle';

/** Reads loose files as those of one node. `named`: what they are, by the names of the files. Throws NotABundle when nothing in them is known. */
export async function readLooseFiles(
  files: readonly LooseFile[],
  needs: readonly LogNeed[],
  { name = '', limits: given = {}, named }: ReadOptions & { readonly named?: ReadonlyMap<string, Guess> } = {},
): Promise<Bundle> {
  const began = performance.now();
  const limits = { ...DEFAULT_LIMITS, ...given };
  const context: ReadContext = { name, needs, limits, set: patternsOf(needs) };
  const read: Reading = builder => readFiles(files, readingBudget(limits, began), builder);
  const bundle = await readLoose(read, context, named);
  if (bundle) return bundle;
  throw new NotABundle(`${files.map(file => file.name).join(', ')}: ${UNKNOWN_TEXT}`);
}

const prepared = new WeakMap<readonly LogNeed[], PatternSet>();

/** Prepared once for many bundles. */
function patternsOf(needs: readonly LogNeed[]): PatternSet {
  const set = prepared.get(needs) ?? compilePatterns(needs);
  prepared.set(needs, set);
  return set;
}
