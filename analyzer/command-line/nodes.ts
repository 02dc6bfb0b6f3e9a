import type { Judged } from '../analyze.js';
import { isClusterFormat } from '../cluster/cluster.js';
import type { Target } from './targets.js';
import { UsageError } from './usage-error.js';

/** Names that are told in a message; a cluster may have hundreds. */
const NAMES_TOLD = 10;
const NAME_LENGTH = 100;

/** What a node is called in file names and by --node: its name, or its number in the bundle, from 1. */
export function nameOf({ bundle }: Judged, i: number): string {
  const { node } = bundle.header ?? {};
  return node?.name ?? node?.hostname ?? String(i + 1);
}

/** The node that was asked for, or all that the input tells of. Throws UsageError when there is none of that name. */
export function chosen(judged: readonly Judged[], name: string | undefined, input: string): readonly Judged[] {
  if (name === undefined) return judged;
  const found = judged.filter((one, i) => nameOf(one, i) === name || one.bundle.header?.node.hostname === name);
  if (found.length > 0) return found;
  throw new UsageError(`${input} tells of no node ${name}, but of ${namesIn(judged)}`);
}

/** The nodes of an input by their names, for a message. */
export function namesIn(judged: readonly Judged[]): string {
  const names = judged.map(nameOf);
  const more = names.length > NAMES_TOLD ? `, and ${names.length - NAMES_TOLD} more` : '';
  return names.slice(0, NAMES_TOLD).join(', ') + more;
}

/**
 * Where the reports of each node go. Of several nodes each has files of its own, `bundle-NODE.html`, beside the one
 * that was asked for, which then is of all of them. Throws UsageError where there is no such form, or no beside.
 */
export function targetsByNode(
  judged: readonly Judged[],
  targets: readonly Target[],
  input: string,
): readonly (readonly Target[])[] {
  if (judged.length === 1) return [targets];
  const single = targets.find(
    ({ path, format, makeFolder }) => !makeFolder && (path === 'stdout' || !isClusterFormat(format)),
  );
  if (single) {
    const all = `${judged.length} nodes: ${namesIn(judged)}`;
    throw new UsageError(`${input} tells of ${all}; give a folder, -o reports/, or choose one by --node`);
  }
  const taken = new Set<string>();
  return judged.map((one, i) => {
    const plain = nameOf(one, i)
      .replace(/[^\w.-]+/g, '_')
      .slice(0, NAME_LENGTH);
    const name = taken.has(plain) ? `${plain}-${i + 1}` : plain;
    taken.add(name);
    return targets.map(target => ({
      ...target,
      path: `${target.stem}-${name}${target.path.slice(target.stem.length)}`,
    }));
  });
}
