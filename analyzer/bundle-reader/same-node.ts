import { HEADER_PATH } from '../../bundle/entry-path.js';
import type { ManifestHeader } from '../../bundle/manifest.js';
import type { BundleBuilder } from './bundle-builder.js';
import { keepBytes } from './keep-bytes.js';
import { DEFAULT_LIMITS } from './limits.js';
import { problemList } from './problems.js';
import { readingOf } from './reading-of.js';
import { parseHeader } from './records.js';

/** The header comes first; in a bundle that somebody packed anew it may lie a little further in. */
const ENTRIES_LOOKED_AT = 50;
const HEADER_BYTES = 2 ** 20;

/** Made with `--only`, as by what `--ask-back` writes. */
export function completesAnother(header: ManifestHeader | undefined): boolean {
  return header?.limits?.only !== undefined;
}

/**
 * Puts what completes a bundle to the bundle of the same node that it completes: to the last that was taken before
 * it, else to the first. Two whole bundles of a node are two pictures of it, and each stands alone, as does what
 * completes none of those that were given. The bundle that is completed comes first, in the order given.
 */
export async function withCompletions(inputs: readonly string[]): Promise<[string, ...string[]][]> {
  if (inputs.length < 2) return inputs.map(input => [input]);
  const known = await Promise.all(inputs.map(async input => ({ input, header: await headerOf(input) })));
  const whole = known.filter(({ header }) => !completesAnother(header));
  const groups = new Map<string, [string, ...string[]]>(whole.map(({ input }) => [input, [input]]));
  for (const { input, header } of known) {
    if (!header || !completesAnother(header)) continue;
    const same = whole.filter(other => other.header && nodeOf(other.header) === nodeOf(header)).sort(byTime);
    const main = same.findLast(other => timeOf(other.header) <= timeOf(header)) ?? same[0];
    const group = main && groups.get(main.input);
    if (group) group.push(input);
    else groups.set(input, [input]);
  }
  return inputs.flatMap(input => {
    const group = groups.get(input);
    return group ? [group] : [];
  });
}

function byTime(
  a: { readonly header: ManifestHeader | undefined },
  b: { readonly header: ManifestHeader | undefined },
) {
  return timeOf(a.header) - timeOf(b.header);
}

function timeOf(header: ManifestHeader | undefined): number {
  return header ? Date.parse(header.startedAt) : 0;
}

/** The header of a bundle of our own, without reading on; undefined when it has none, or is no bundle. */
export async function headerOf(input: string): Promise<ManifestHeader | undefined> {
  let header: ManifestHeader | undefined;
  let entries = 0;
  const builder: BundleBuilder = {
    problems: problemList(1),
    get full() {
      return header !== undefined || entries > ENTRIES_LOOKED_AT;
    },
    refuse: () => {},
    entry(name) {
      entries++;
      if (name !== HEADER_PATH && !/^[^/]+\/header\.json$/.test(name)) return undefined;
      const kept = keepBytes(HEADER_BYTES);
      return {
        write: kept.write,
        end() {
          header ??= parseHeader(kept.end().bytes.toString('utf8')).value;
        },
      };
    },
  };
  try {
    await (await readingOf(input, input, DEFAULT_LIMITS))(builder);
  } catch {
    // Whatever is wrong with it is told when it is read.
  }
  return header;
}

/** The machine where it is known; names alone may be those of a node that was set up anew. */
function nodeOf({ node: { machineIdHash, hostname, name } }: ManifestHeader): string {
  return machineIdHash === undefined ? `named ${name ?? ''} ${hostname}` : `machine ${machineIdHash}`;
}
