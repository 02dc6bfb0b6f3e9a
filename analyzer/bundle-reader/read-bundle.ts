import path from 'node:path';
import { type Bundle, type BundleProblem, NotABundle } from '../bundle.js';
import type { LogNeed } from '../fact.js';
import type { Guess } from '../layouts/loose/guess.js';
import type { Span } from '../scan/log-lines.js';
import { logScanner } from '../scan/log-scanner.js';
import { compilePatterns, type PatternSet } from '../scan/pattern-set.js';
import { readingBudget } from './budget.js';
import { bundleBuilder } from './bundle-builder.js';
import { inputKind } from './input-kind.js';
import { joinParts, type Part } from './join-parts.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { nestedArchives, onlyNested, WHY_REFUSED } from './nested-archives.js';
import { otherArchive, WHAT_TO_GIVE } from './other-kinds.js';
import { bundleOf, ownBundle, partOf } from './own-bundle.js';
import { type LooseFile, readFiles } from './read-files.js';
import { readForeign } from './read-foreign.js';
import { readLoose } from './read-loose.js';
import { type Reading, readingOf } from './reading-of.js';
import { headerOf } from './same-node.js';
import { surveyBuilder } from './survey-builder.js';

export interface ReadOptions {
  /** How messages call the input; its path when absent. */
  readonly name?: string;
  readonly limits?: Partial<Limits>;
}

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
  const context: ReadContext = { name, needs, limits, set: patternsOf(needs) };
  const read = await readingOf(input, name, limits);

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
  // Logs alone, which others call as we do, are told by what is in them.
  if (!own.isOwn && own.read().documents.size === 0) {
    const nested = nestedArchives(around.survey().entries.map(({ name }) => name));
    const loose = await readLoose(read, context);
    const refused = nested.map((entry): BundleProblem => ({ kind: 'refused', entry, detail: WHY_REFUSED }));
    if (loose) return [{ ...loose, problems: [...loose.problems, ...refused.slice(0, limits.problems)] }];
    if (nested.length > 0) throw new NotABundle(`${name}: ${onlyNested(nested)}`);
  }
  if (own.read().known === 0) {
    const problems = own.problems.list();
    const cut = problems.some(({ kind }) => kind !== 'refused') ? 'is cut off or damaged and ' : '';
    const names = around.survey().entries.map(entry => entry.name);
    const refused = problems.map(({ detail }) => detail);
    throw new NotABundle(`${name}: ${cut}${otherArchive(names, refused)}`);
  }
  if (!own.read().headerCameLate) return [ownBundle(context, own)];
  // Somebody packed the files anew in another order: now the logs can be dated.
  const again = bundleBuilder(context.set, limits, { header: own.read().header });
  await read(again);
  return [ownBundle(context, again)];
}

/**
 * Reads a bundle of our own and those that complete it, in this order, as one: see joinParts. Throws NotABundle for
 * each of them that is none.
 */
export async function readCompleted(
  inputs: readonly [string, ...string[]],
  needs: readonly LogNeed[],
  { name = inputs[0], limits: given = {} }: ReadOptions = {},
): Promise<Bundle> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const set = patternsOf(needs);
  const scanner = logScanner(set, limits.lineBytes);
  const known = new Map<string, Span[]>();
  const parts: Part[] = [];
  for (const input of inputs) {
    const prefix = parts.length === 0 ? '' : `${nameOf(input, inputs)}:`;
    const builder = bundleBuilder(set, limits, { header: await headerOf(input), prefix, scanner, known });
    await (await readingOf(input, input, limits))(builder);
    const part = partOf(builder, prefix);
    parts.push(part);
    for (const { summary } of part.read.logs) {
      const { from, to } = summary;
      const at = summary.file.slice(prefix.length);
      if (from !== undefined && to !== undefined) known.set(at, [...(known.get(at) ?? []), { from, to }]);
    }
  }
  return bundleOf({ name, needs }, joinParts(parts));
}

/** As short as it may be without being that of another. */
function nameOf(input: string, inputs: readonly string[]): string {
  const short = (file: string) => path.basename(path.resolve(file));
  return inputs.filter(other => short(other) === short(input)).length > 1 ? input : short(input);
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
