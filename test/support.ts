import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../analyzer/bundle.js';
import { readBundle } from '../analyzer/bundle-reader/read-bundle.js';
import type { LogNeed } from '../analyzer/fact.js';
import { entryPath, matchesPattern, outcomePath } from '../bundle/entry-path.js';
import type { SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import { specs } from '../bundle/specs/index.js';

export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const fixtures = path.join(root, 'fixtures');

/** Files of a case that are about the case, not of the node. */
const ABOUT = /^(expected\.txt|absent\.txt|base\.txt|outcomes\.jsonl)$/;

/** The bundle of a fixture: an overlay on a healthy node. See CONTRIBUTING.md for what a case may hold. */
export async function bundleFrom(overlay: string, needs: readonly LogNeed[]): Promise<Bundle> {
  return withFixture(overlay, dir => readBundle(dir, needs));
}

/** Lays a case over its healthy node in a scratch folder, as an unpacked bundle, for as long as `use` runs. */
export async function withFixture<T>(overlay: string, use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-fixture-'));
  try {
    const base = (await lines(path.join(overlay, 'base.txt')))[0] ?? 'healthy';
    await cp(path.join(fixtures, base), dir, { recursive: true });
    await cp(overlay, dir, { recursive: true, filter: file => !ABOUT.test(path.relative(overlay, file)) });
    for (const entry of await lines(path.join(overlay, 'absent.txt'))) await rm(path.join(dir, entry));
    await writeOutcomes(dir, await lines(path.join(overlay, 'outcomes.jsonl')));
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** An outcome for each spec, as a collector would have left it: ok where there is an entry, else missing. */
async function writeOutcomes(dir: string, overrides: readonly string[]): Promise<void> {
  const given = new Map(overrides.map(line => JSON.parse(line) as SpecOutcome).map(line => [line.spec, line]));
  const { startedAt } = JSON.parse(await readFile(path.join(dir, 'header.json'), 'utf8')) as { startedAt: string };
  const files = (await readdir(dir, { recursive: true })).map(file => file.split(path.sep).join('/'));
  for (const spec of specs) {
    const outcome: SpecOutcome = {
      spec: spec.id,
      outcome: files.some(file => holds(spec, file)) ? 'ok' : 'missing',
      startedAt,
      durationMs: 12,
      entries: [],
      ...given.get(spec.id),
    };
    given.delete(spec.id);
    const file = path.join(dir, outcomePath(spec));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(outcome)}\n`);
  }
  if (given.size > 0) throw new Error(`outcomes.jsonl names specs that do not exist: ${[...given.keys()].join(', ')}`);
}

function holds(spec: Spec, file: string): boolean {
  return spec.kind === 'glob' ? matchesPattern(`files${spec.pattern}`, file) : file === entryPath(spec);
}

async function lines(file: string): Promise<string[]> {
  return existsSync(file) ? (await readFile(file, 'utf8')).split('\n').filter(line => line.trim() !== '') : [];
}

/** What a checked-in file says, or `actual` itself after writing it, when the tests run as `npm run test:update`. */
export async function golden(file: string, actual: string): Promise<string> {
  if (process.env['UPDATE']) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, actual);
  }
  return readFile(file, 'utf8').catch(() => '');
}
