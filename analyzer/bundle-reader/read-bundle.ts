import type { ManifestHeader } from '../../bundle/manifest.js';
import { type Bundle, type BundleProblem, NotABundle } from '../bundle.js';
import type { LogNeed } from '../fact.js';
import { mergeActivity } from '../scan/merge-activity.js';
import { mergeMatches } from '../scan/merge-matches.js';
import { compilePatterns, type PatternSet } from '../scan/pattern-set.js';
import { readingBudget } from './budget.js';
import { bundleBuilder, type ReadSoFar } from './bundle-builder.js';
import { inputKind, WHAT_TO_GIVE } from './input-kind.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { readFolder } from './read-folder.js';
import { readTar } from './read-tar.js';
import { surroundingsIn } from './surroundings-in.js';
import { tellDifferences } from './tell-differences.js';

export interface ReadOptions {
  /** How messages call the input; its path when absent. */
  readonly name?: string;
  readonly limits?: Partial<Limits>;
}

/**
 * Reads a bundle once, from a .tar.gz, .tgz or .tar (known by its content, not its name) or from the
 * folder it was unpacked to. Nothing is written to disk. What is cut off, damaged, refused or too large
 * is told in `problems` and the rest is used; throws NotABundle when there is nothing to use.
 */
export async function readBundle(
  input: string,
  needs: readonly LogNeed[],
  { name = input, limits: given = {} }: ReadOptions = {},
): Promise<Bundle> {
  const began = performance.now();
  const limits = { ...DEFAULT_LIMITS, ...given };
  const kind = await inputKind(input, name);
  const set = patternsOf(needs);

  const readOnce = async (header?: ManifestHeader) => {
    const budget = readingBudget(limits, began);
    const builder = bundleBuilder(set, limits, header);
    if (kind === 'folder') await readFolder(input, name, budget, builder);
    else await readTar(input, name, kind === 'gzip', budget, builder);
    const read = builder.read();
    const differing = tellDifferences(read, builder.problems);
    return { read, differing, problems: builder.problems.list() };
  };

  let { read, differing, problems } = await readOnce();
  // Somebody packed the files anew in another order: now the logs can be dated.
  if (read.headerCameLate) ({ read, differing, problems } = await readOnce(read.header));
  if (read.known === 0) {
    const cut = problems.some(problem => problem.kind !== 'refused') ? 'is cut off or damaged and ' : '';
    throw new NotABundle(`${name}: ${cut}holds nothing that nodetriage-collect writes; ${WHAT_TO_GIVE}`);
  }
  return bundleOf(name, needs, read, differing, problems);
}

const prepared = new WeakMap<readonly LogNeed[], PatternSet>();

/** Prepared once for many bundles. */
function patternsOf(needs: readonly LogNeed[]): PatternSet {
  const set = prepared.get(needs) ?? compilePatterns(needs);
  prepared.set(needs, set);
  return set;
}

function bundleOf(
  name: string,
  needs: readonly LogNeed[],
  { header, finished, documents, outcomes, logs, errorGroups }: ReadSoFar,
  differing: Bundle['differing'],
  problems: readonly BundleProblem[],
): Bundle {
  const matches = new Map(needs.map(need => [need, mergeMatches(need, logs)]));
  return {
    name,
    header,
    finished,
    documents: spec => documents.get(spec.id) ?? [],
    outcome: spec => outcomes.get(spec.id),
    outcomes: outcomes.all(),
    matches(need) {
      const found = matches.get(need);
      if (!found) throw new Error(`${need.pattern} is not among the patterns that the bundle was read with`);
      return found;
    },
    logs: logs.map(({ summary }) => summary),
    differing,
    around: surroundingsIn([...documents.values()].flat(), logs),
    activity: mergeActivity(logs),
    errorGroups,
    problems,
  };
}
