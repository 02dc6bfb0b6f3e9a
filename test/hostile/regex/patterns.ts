import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { execa } from 'execa';
import fastGlob from 'fast-glob';
import { root } from '../../support.js';

export interface PatternInCode {
  /** `analyzer/facts/storage/df.ts` */
  readonly file: string;
  readonly regex: RegExp;
}

/** Every regular expression that is written in the code, as the compiler left it. */
export async function patternsIn(glob: string): Promise<PatternInCode[]> {
  const dist = path.join(root, 'dist');
  const files = (await fastGlob(glob, { cwd: dist })).sort();
  const found = files.map(async file => {
    const program = parse(await readFile(path.join(dist, file), 'utf8'), {
      ecmaVersion: 'latest',
      sourceType: 'module',
    });
    return literalsIn(program).map(regex => ({ file: file.replace(/js$/, 'ts'), regex }));
  });
  return (await Promise.all(found)).flat();
}

/** Those that are put together while the analyzer runs, in a process of its own. */
export async function patternsMade(): Promise<PatternInCode[]> {
  const script = fileURLToPath(new URL('made-patterns.js', import.meta.url));
  const { stdout } = await execa('node', [script]);
  const made = JSON.parse(stdout) as readonly {
    readonly file: string;
    readonly source: string;
    readonly flags: string;
  }[];
  return made.map(({ file, source, flags }) => ({ file, regex: new RegExp(source, flags) }));
}

function literalsIn(node: unknown): RegExp[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (typeof node !== 'object' || node === null) return [];
  if ('regex' in node) {
    const { pattern, flags } = node.regex as { readonly pattern: string; readonly flags: string };
    return [new RegExp(pattern, flags)];
  }
  return Object.values(node).flatMap(literalsIn);
}
