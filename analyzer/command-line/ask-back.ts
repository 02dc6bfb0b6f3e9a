import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Judged } from '../analyze.js';
import type { Asks } from '../reasoning/asks.js';
import { packageRoot } from '../report/package-root.js';
import { writeWhole } from './write-whole.js';

/** The collector for nodes without Node.js, which the build lays beside the analyzer. */
const COLLECTOR = new URL('dist/collect.sh', packageRoot);
/** The only line of it that is not a function. */
const LAST = '{ main "$@"; exit; }';
const ABOUT = /^# Made by .*$/m;

/**
 * Writes the script for a node that was judged. Returns what to say about it. Throws what the file system throws,
 * and UsageError for a place that could not work.
 */
export async function askBack({ bundle, reasoning }: Judged, file: string): Promise<string> {
  const { asks } = reasoning;
  const name = path.basename(file);
  if (asks.list.length === 0) {
    return `nothing to ask for: a second collection on this node would bring no more; ${file} was not written`;
  }
  const node = bundle.header?.node.name ?? bundle.header?.node.hostname ?? '';
  await writeWhole([{ path: file, text: await askBackScript(asks, node), makeFolder: false }]);
  if (asks.anew)
    return `${file} collects all of the node, what the tool that made this bundle left out, too: run it there, sudo sh ${name}, and give what it brings in place of this bundle`;
  const count = asks.list.length === 1 ? 'one thing' : `${asks.list.length} things`;
  return `${file} asks the node for ${count} more: run it there, sudo sh ${name}, and give what it brings beside this bundle`;
}

/**
 * A small POSIX sh collector that fetches what is asked for and nothing else, or a whole bundle anew. What its user gives on the command
 * line counts more. Throws when the collector is not there or not as the build makes it.
 */
export async function askBackScript({ list, anew, since, until }: Asks, node: string): Promise<string> {
  const collector = await readFile(COLLECTOR, 'utf8');
  if (!ABOUT.test(collector) || !collector.includes(LAST))
    throw new Error('dist/collect.sh is not as the build makes it');
  const flags = [
    ...(anew ? [] : [`--only ${list.map(({ spec }) => spec).join(',')}`]),
    ...(since === undefined ? [] : [`--since @${Math.floor(since / 1000)}`]),
    ...(until === undefined ? [] : [`--until @${Math.ceil(until / 1000)}`]),
  ].join(' ');
  return collector.replace(ABOUT, about(node, anew)).replace(LAST, () => `${NEEDS_ROOT}{ main ${flags} "$@"; exit; }`);
}

/** Names from the node are words in a comment: nothing of them may end it. */
function about(node: string, anew: true | undefined): string {
  const name = node.replace(/[^\w.-]/g, '?').slice(0, 253);
  if (anew)
    return `# Collects from the node ${name} what the bundle of another tool left out, too. Run it as root: sudo sh more.sh.`;
  return [
    `# Fetches from the node ${name} what its first bundle lacks. Made by \`nodetriage-analyze --ask-back\`.`,
    '# Run it there as root: sudo sh more.sh. Then give both bundles to the analyzer: it reads them as one.',
  ].join('\n');
}

const NEEDS_ROOT = `[ "$(id -u)" = 0 ] || echo 'This is run as root to get all of it: sudo sh more.sh' >&2
`;
