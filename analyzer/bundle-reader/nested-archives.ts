import { printable } from './entry-name.js';

/** How archives are called. */
export const ARCHIVE_NAME = /\.(tar|tar\.(gz|xz|zst)|tgz|txz|tzst|zip)$/i;

export const WHY_REFUSED =
  'it is an archive inside the archive, as tools make for each node; unpack it, and give me the parts';

/** So many are named. */
const MOST_TOLD = 3;

/** Archives among the names of an archive, as support-bundle-kit and `sos collect` make them: one for each node. */
export function nestedArchives(names: readonly string[]): readonly string[] {
  return names.filter(name => ARCHIVE_NAME.test(name));
}

/** What to say of an archive that holds nothing but others. */
export function onlyNested(archives: readonly string[]): string {
  const told = archives.slice(0, MOST_TOLD).map(printable).join(', ');
  const more = archives.length > MOST_TOLD ? `, and ${archives.length - MOST_TOLD} more` : '';
  const count = archives.length === 1 ? 'another archive' : `${archives.length} archives, one for each node it seems`;
  return `holds ${count} (${told}${more}), and none is opened inside another: unpack it, then nodetriage-analyze ${partsOf(archives)}`;
}

/** What a shell would take for all of them; names are a stranger's, so that only harmless ones come into a command. */
function partsOf(archives: readonly string[]): string {
  const patterns = new Set(
    archives.map(name => `${name.slice(0, name.lastIndexOf('/') + 1)}*${ARCHIVE_NAME.exec(name)?.[0] ?? ''}`),
  );
  const [pattern = ''] = patterns;
  return patterns.size === 1 && /^[\w./-]*\*[\w.]+$/.test(pattern) ? pattern.replace(/^-/, './-') : 'those archives';
}
