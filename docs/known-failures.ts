import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fastGlob from 'fast-glob';
import type { Signature } from './signatures/signature.js';

const FOLDER = fileURLToPath(new URL('signatures', import.meta.url));

/** All known failures, in the order of their ids. */
export async function knownFailures(): Promise<readonly Signature[]> {
  const files = (await fastGlob('*.js', { cwd: FOLDER })).filter(file => file !== 'signature.js');
  const modules = await Promise.all(
    files.map(
      file => import(pathToFileURL(path.join(FOLDER, file)).href) as Promise<{ signatures: readonly Signature[] }>,
    ),
  );
  return modules.flatMap(({ signatures }) => signatures).sort((a, b) => placeOf(a) - placeOf(b));
}

/** The end of docs/CHECKS.md: each known failure with the check that finds it, or the reason why none does. */
export function knownFailuresDoc(signatures: readonly Signature[]): string {
  const found = signatures.filter(({ check }) => check !== undefined).length;
  return [
    '## Known failures',
    '',
    `${signatures.length} ways in which nodes fail, or seem to. ${found} of them are found by a check.`,
    '',
    '| | known failure | found by, or why not |',
    '| --- | --- | --- |',
    ...signatures.map(({ id, what, check, whyNot }) => `| ${id} | ${what} | ${check ? `\`${check}\`` : whyNot} |`),
    '',
  ].join('\n');
}

function placeOf({ id }: Signature): number {
  const [section = 0, number = 0] = id.split('.').map(Number);
  return section * 1000 + number;
}
