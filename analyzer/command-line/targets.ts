import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { ARCHIVE_NAME } from '../bundle-reader/nested-archives.js';
import { FORMAT_NAMES, FORMATS, type Format, formatOfFile } from '../report/formats.js';
import { STDOUT } from './arguments.js';
import { fileError } from './file-error.js';
import { UsageError } from './usage-error.js';

/** Where one report goes, and as what. */
export interface Target {
  readonly path: string | 'stdout';
  readonly format: Format;
  /** Whether its folder is made when it is not there: it was named as one. */
  readonly makeFolder: boolean;
  /** The path without the ending of the format. */
  readonly stem: string;
}

const ENDINGS = FORMAT_NAMES.map(format => FORMATS[format][0]).join(', ');

/**
 * For each input the reports that were asked for; `sources` are the files that none may overwrite. Throws
 * UsageError for whatever could not work, before any work is done: a format that cannot be told, a folder that is
 * not there, two reports in one place.
 */
export function targetsFor(
  inputs: readonly string[],
  outputs: readonly string[],
  formats: readonly Format[],
  sources: readonly string[] = inputs,
): ReadonlyMap<string, readonly Target[]> {
  if (outputs.length === 0 && formats.length > 0)
    throw new UsageError('--format needs -o; use -o - for standard output');
  const targets = new Map(
    [...new Set(inputs)].map(input => [
      input,
      outputs.flatMap((output, i) =>
        isFolder(output) ? inFolder(output, input, outputs, formats, i) : [oneFile(output, outputs, formats, i)],
      ),
    ]),
  );
  refuseClashes(targets, sources);
  for (const target of [...targets.values()].flat()) refuseHopeless(target);
  return targets;
}

function inFolder(
  folder: string,
  input: string,
  outputs: readonly string[],
  formats: readonly Format[],
  i: number,
): Target[] {
  const name = path.basename(path.resolve(input)).replace(ARCHIVE_NAME, '');
  const wanted = outputs.length === 1 && formats.length > 0 ? formats : [formatAt(outputs, formats, i) ?? 'html'];
  const stem = path.join(folder, name);
  return wanted.map(format => ({ path: `${stem}${FORMATS[format][0]}`, format, makeFolder: true, stem }));
}

function oneFile(output: string, outputs: readonly string[], formats: readonly Format[], i: number): Target {
  const format = formatAt(outputs, formats, i) ?? formatOfFile(output);
  if (output === STDOUT) {
    if (!format) throw new UsageError(`-o - needs --format: ${FORMAT_NAMES.join(', ')}`);
    return { path: 'stdout', format, makeFolder: false, stem: 'stdout' };
  }
  if (!format) throw new UsageError(`${output}: a report ends in ${ENDINGS} (or say --format), a folder in /`);
  return { path: output, format, makeFolder: false, stem: output.slice(0, -path.extname(output).length || undefined) };
}

/** One format stands for all outputs; several go to the outputs in their order. */
function formatAt(outputs: readonly string[], formats: readonly Format[], i: number): Format | undefined {
  if (formats.length > 1 && formats.length !== outputs.length) {
    throw new UsageError(
      `--format names ${formats.length} formats for ${outputs.length} outputs; to have all of them in a folder give it alone: -o out/`,
    );
  }
  return formats.length === 1 ? formats[0] : formats[i];
}

function refuseClashes(targets: ReadonlyMap<string, readonly Target[]>, sources: readonly string[]): void {
  const taken = new Set(sources.filter(input => existsSync(input)).map(input => realpathSync(input)));
  const seen = new Set<string>();
  for (const { path: file, makeFolder } of [...targets.values()].flat()) {
    const place = file === 'stdout' ? file : path.resolve(file);
    if (seen.has(place)) {
      const whatToDo = makeFolder
        ? '; give each bundle a name of its own'
        : '; for several bundles give a folder: -o reports/';
      const hint = targets.size > 1 ? whatToDo : '';
      throw new UsageError(`two reports would go to ${file === 'stdout' ? 'standard output' : file}${hint}`);
    }
    if (file !== 'stdout' && existsSync(file) && taken.has(realpathSync(file))) {
      throw new UsageError(`${file} is the bundle itself and would be overwritten`);
    }
    seen.add(place);
  }
}

function refuseHopeless({ path: file, makeFolder }: Target): void {
  if (file === 'stdout') return;
  const there = look(file, file);
  if (there && !there.isFile()) throw new UsageError(`${file} is there and is not a file`);
  const folder = look(path.dirname(file), file);
  if (!folder && !makeFolder) throw new UsageError(`${path.dirname(file)}: no such folder`);
  if (folder && !folder.isDirectory()) throw new UsageError(`${path.dirname(file)} is not a folder`);
}

function isFolder(output: string): boolean {
  return /[/\\]$/.test(output) || (output !== STDOUT && (look(output, output)?.isDirectory() ?? false));
}

/** What is at a path now, on the way to writing `file`. */
function look(at: string, file: string): Stats | undefined {
  try {
    return statSync(at, { throwIfNoEntry: false });
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${fileError(error) ?? String(error)}`);
  }
}
