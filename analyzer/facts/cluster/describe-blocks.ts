import { type Collection, type Evidence, ParseError, type Source } from '../../fact.js';

/** One heading of `kubectl describe node` with what belongs to it. */
export interface Block {
  /** What stands on the line of the heading: `kn1` of `Name:               kn1`. */
  readonly value: string;
  readonly at: Evidence;
  /** The lines up to the next heading. */
  readonly rows: readonly Evidence[];
}

/**
 * All headings that kubectl 1.2 to 1.36 prints. A list, because text pasted through a chat has lost its
 * indentation, and then a row such as `Hostname:    kn1` looks like a heading.
 */
const HEADINGS = new Set([
  'Name',
  'Role',
  'Roles',
  'Labels',
  'Annotations',
  'CreationTimestamp',
  'Taints',
  'Unschedulable',
  'Phase',
  'Lease',
  'Conditions',
  'Addresses',
  'Capacity',
  'Allocatable',
  'System Info',
  'PodCIDR',
  'PodCIDRs',
  'ExternalID',
  'ProviderID',
  'Non-terminated Pods',
  'Allocated resources',
  'Events',
]);

/**
 * Cuts the output of `kubectl describe node` into its headings. When it describes several nodes, only
 * the one that the bundle is about. Throws ParseError when it is something else, such as kubectl's error.
 */
export function describeBlocks(source: Source, { header }: Collection): ReadonlyMap<string, Block> {
  const nodes: Map<string, Block & { rows: Evidence[] }>[] = [];
  let rows: Evidence[] | undefined;
  for (const at of source.lines) {
    const heading = /^([A-Z][A-Za-z -]*):(?:\s+(\S.*))?$/.exec(at.text.trimEnd());
    const name = heading?.[1];
    if (name === undefined || !HEADINGS.has(name)) {
      rows?.push(at);
      continue;
    }
    if (name === 'Name' || nodes.length === 0) nodes.push(new Map());
    rows = [];
    const current = nodes.at(-1);
    if (!current?.has(name)) current?.set(name, { value: heading?.[2] ?? '', at, rows });
  }

  const [first] = nodes;
  if (!first) throw new ParseError('not the output of `kubectl describe node`', source.lines[0]);
  if (nodes.length === 1) return first;
  const names = [header?.node.name, header?.node.hostname];
  const own = nodes.find(node => names.includes(node.get('Name')?.value));
  if (!own) throw new ParseError(`describes ${nodes.length} nodes, and none has the name of this one`, source.lines[0]);
  return own;
}
