import { readFile } from 'node:fs/promises';
import type { Severity } from '../check.js';
import { type Baseline, baselineOf, baselineOfList } from '../report/baseline.js';
import { SCHEMA_VERSION } from '../report/report.js';
import { fileError } from './file-error.js';
import { UsageError } from './usage-error.js';

/**
 * What all the files together call known; undefined when none was given. A file is a report.json, a JSON list of
 * fingerprints, or a text with one on each line, where `#` begins a comment. Throws UsageError.
 */
export async function readBaselines(files: readonly string[]): Promise<Baseline | undefined> {
  if (files.length === 0) return undefined;
  const known = new Map<string, Severity | undefined>();
  for (const file of files) for (const [key, severity] of await readBaseline(file)) known.set(key, severity);
  return known;
}

async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EISDIR' ? 'is a folder' : (fileError(error) ?? String(error));
    throw new UsageError(`--baseline ${file}: ${error.code === 'ENOENT' ? 'no such file' : reason}`);
  });
  if (!/^\s*[[{]/.test(text)) return baselineOfList(text.split('\n').map(line => line.replace(/(^|\s)#.*/, '').trim()));
  try {
    const json: unknown = JSON.parse(text);
    if (!Array.isArray(json)) return baselineOf(json, SCHEMA_VERSION);
    if (json.every(item => typeof item === 'string')) return baselineOfList(json);
    throw new RangeError('a list of something other than fingerprints');
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : 'not JSON';
    throw new UsageError(
      `--baseline ${file}: ${reason}; give a report.json of nodetriage-analyze, or fingerprints, one on each line`,
    );
  }
}
