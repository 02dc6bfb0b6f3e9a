import { matchesPattern } from '../../bundle/entry-path.js';
import type { Layout } from './layout.js';

/** One bundle of another tool: an archive may hold several, each below a folder of its own. */
export interface Found {
  readonly layout: Layout;
  /** What stands before all its entries, with a slash at its end; '' when nothing does. */
  readonly folder: string;
}

/** More folders than this are not looked into: no archive of one cluster has as many. */
const MOST = 1000;

/** What an archive holds, by its names. Of two layouts that see something in the same folder the first counts. */
export function recognise(names: readonly string[], layouts: readonly Layout[]): Found[] {
  const found: Found[] = [];
  for (const layout of layouts) {
    const [first = [], ...others] = layout.marks;
    let folders = new Set(names.flatMap(name => foldersBefore(name, first)));
    for (const marks of others) {
      if (folders.size === 0) break;
      const also = new Set(names.flatMap(name => foldersBefore(name, marks)));
      folders = new Set([...folders].filter(folder => also.has(folder)));
    }
    for (const folder of [...folders].sort().slice(0, MOST)) {
      if (!found.some(other => folder.startsWith(other.folder) || other.folder.startsWith(folder))) {
        found.push({ layout, folder });
      }
    }
  }
  return found;
}

/** The folders below which `name` matches one of the marks. */
function foldersBefore(name: string, marks: readonly string[]): string[] {
  const folders: string[] = [];
  for (const mark of marks) {
    // Nearly all names are done with here.
    if (!name.includes(mark.split('*', 1)[0] ?? '')) continue;
    const inFolder = mark.endsWith('/');
    const length = mark.split('/').length;
    const segments = name.split('/');
    // A mark that is a folder needs something in it.
    for (let from = 0; from + length <= segments.length; from++) {
      const rest = segments.slice(from, inFolder ? from + length - 1 : undefined).join('/');
      if (matchesPattern(inFolder ? mark.slice(0, -1) : mark, rest)) {
        folders.push(from === 0 ? '' : `${segments.slice(0, from).join('/')}/`);
      }
      if (!inFolder && from + length === segments.length) break;
    }
  }
  return folders;
}
