import { textAt } from '../documents/json.js';
import type { BundleHeader } from '../header.js';
import { isNamed } from './cuts/described-node.js';
import { objectsOf } from './cuts/objects.js';
import { foreignHeader } from './foreign-header.js';
import type { NodeNames } from './layout.js';
import { pathIndex } from './path-pattern.js';
import type { Plan } from './plan.js';
import type { Found } from './recognise.js';
import { type Survey, textSource } from './survey.js';

/** One node that an archive tells of. */
export interface ForeignNode extends NodeNames {
  readonly found: Found;
  /** Tells it from the other nodes of the same folder; absent when the folder is of one node. */
  readonly node?: string;
  readonly header: BundleHeader;
}

/** More nodes than this get no report of their own. */
const MOST_NODES = 500;

/** The nodes of an archive: a folder is of one, but where its layout has a list of nodes or a place for each. */
export function foreignNodes(all: readonly Found[], plan: Plan, survey: Survey): ForeignNode[] {
  return all
    .flatMap(found => namesIn(found, plan, survey).map(node => nodeOf(found, node, survey)))
    .slice(0, MOST_NODES);
}

/** The node that a host is: the only one, or the one of that name. */
export function nodeOfHost(nodes: readonly ForeignNode[], host: string): ForeignNode | undefined {
  if (nodes.length === 1) return nodes[0];
  return nodes.find(({ names }) => isNamed(host, names));
}

function nodeOf(found: Found, node: string | undefined, survey: Survey): ForeignNode {
  const header = foreignHeader(found, node, survey);
  const names = [header.node.name, header.node.hostname].filter(name => name !== undefined);
  return { found, header, names: [...new Set(names)], ...(node !== undefined && { node }) };
}

function namesIn(found: Found, plan: Plan, survey: Survey): readonly (string | undefined)[] {
  const names = new Set<string>();
  const lists = pathIndex((found.layout.nodeLists ?? []).map(pattern => ({ pattern, value: true })));
  for (const [path, text] of survey.texts) {
    if (!path.startsWith(found.folder) || lists.find(path.slice(found.folder.length)).length === 0) continue;
    for (const { value } of objectsOf(textSource(path, text))) {
      const name = textAt(value, 'metadata', 'name');
      if (name !== undefined && textAt(value, 'status', 'nodeInfo', 'kubeletVersion') !== undefined) names.add(name);
    }
  }
  for (const use of [...plan.values()].flat()) {
    if (use.folder !== found.folder || use.node === undefined) continue;
    if (!isNamed(use.node, [...names])) names.add(use.node);
  }
  return names.size === 0 ? [undefined] : [...names].sort();
}
