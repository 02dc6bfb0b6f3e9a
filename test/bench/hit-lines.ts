import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { entryKind } from '../../analyzer/bundle-reader/entry-kind.js';
import type { LogNeed } from '../../analyzer/fact.js';
import { logScanner } from '../../analyzer/scan/log-scanner.js';
import { compilePatterns } from '../../analyzer/scan/pattern-set.js';
import { fixtures } from '../support.js';

const MOST_OF_ONE = 40;

/** By log, lines out of the fixtures that checks look for, without their date and host. */
export async function hitLines(needs: readonly LogNeed[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = path.join(fixtures, 'checks');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(file => file.isFile() && file.name.endsWith('.log') && file.parentPath.includes('/fires-'))
    .map(file => path.join(file.parentPath, file.name))
    .sort();
  const patterns = compilePatterns(needs);
  const found = new Map<string, Set<string>>();
  for (const file of files) {
    const entry = /\/fires-[^/]*\/(.*)$/.exec(file)?.[1] ?? '';
    const kind = entryKind(entry);
    if (kind?.is !== 'log') continue;
    for (const line of new Set((await readFile(file, 'utf8')).split('\n'))) {
      const scan = logScanner(patterns).open(entry, kind.specs, {});
      scan.write(Buffer.from(line));
      if (scan.end(false).hits.size === 0) continue;
      const lines = found.get(entry) ?? new Set();
      const message = line.replace(/^[-0-9T:.,+Z]{19,40} (?:kn1 )?/, '');
      if (lines.size < MOST_OF_ONE) found.set(entry, lines.add(message));
    }
  }
  return new Map([...found].map(([entry, lines]) => [entry, [...lines]]));
}
