import type { Cut } from '../layout.js';
import { part } from './lines.js';

/**
 * Of `kubectl describe nodes`, which describes all of them, this node: by its name, or as the only one. A name
 * that is the host's may have a domain that the node's has not.
 */
export const describedNode: Cut = (source, { names }) => {
  const starts = source.lines.flatMap((at, i) => {
    const name = /^Name:\s+(\S+)/.exec(at.text)?.[1];
    return name === undefined ? [] : [{ name, i }];
  });
  const at = starts.length === 1 ? 0 : starts.findIndex(({ name }) => isNamed(name, names));
  const start = starts[at];
  return start && part(source, source.lines.slice(start.i, starts[at + 1]?.i));
};

/** Whether a node of that name is the one that is called so: `n1` and `n1.example.com` are the same. */
export function isNamed(name: string, names: readonly string[]): boolean {
  return names.includes(name) || names.some(other => other.startsWith(`${name}.`) || name.startsWith(`${other}.`));
}
