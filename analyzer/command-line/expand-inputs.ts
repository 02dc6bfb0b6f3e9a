import { readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { HEADER_PATH, MANIFEST_PATH } from '../../bundle/entry-path.js';
import { ARCHIVE_NAME } from '../bundle-reader/nested-archives.js';

/**
 * Each bundle once. A folder that bundles lie in stands for those, in the order of their names; one that is itself
 * an unpacked bundle, and whatever is no folder, for itself. What cannot be read is left for the reader to refuse.
 */
export function expandInputs(inputs: readonly string[]): string[] {
  const seen = new Set<string>();
  return inputs.flatMap(bundlesIn).filter(input => {
    const place = realPath(input);
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

function bundlesIn(input: string): string[] {
  if (!isFolder(input) || isUnpacked(input)) return [input];
  const bundles = namesIn(input)
    .map(name => path.join(input, name))
    .filter(child => (isFolder(child) ? isUnpacked(child) : ARCHIVE_NAME.test(child)));
  return bundles.length > 0 ? bundles : [input];
}

/** Every bundle of ours has the one or the other; other tools' never both of their names. */
function isUnpacked(folder: string): boolean {
  const names = namesIn(folder);
  return names.includes(HEADER_PATH) || names.includes(MANIFEST_PATH);
}

function isFolder(at: string): boolean {
  try {
    return statSync(at).isDirectory();
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function realPath(input: string): string {
  try {
    return realpathSync(input);
  } catch {
    return path.resolve(input);
  }
}
