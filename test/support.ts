import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../analyzer/bundle.js';
import { readBundle } from '../analyzer/bundle-reader/read-bundle.js';
import type { LogNeed } from '../analyzer/fact.js';
import { entryPath, HEADER_PATH, MANIFEST_PATH, matchesPattern, outcomePath } from '../bundle/entry-path.js';
import type { ManifestHeader, SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import { specs } from '../bundle/specs/index.js';
import { createBundleWriter } from '../collector/bundle-writer.js';

export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const fixtures = path.join(root, 'fixtures');

/** Files of a case that are about the case, not of the node. */
const ABOUT = /^(expected(\.txt|\/.*)|absent\.txt|base\.txt|cause\.txt|outcomes\.jsonl)$/;

/** The bundle of a fixture: an overlay on a healthy node. See CONTRIBUTING.md for what a case may hold. */
export async function bundleFrom(overlay: string, needs: readonly LogNeed[], write?: Pack): Promise<Bundle> {
  return withFixture(overlay, file => readBundle(file, needs), write);
}

/** Writes entries and outcomes as one of the collectors does. */
export type Pack = (
  file: string,
  entries: ReadonlyMap<string, Buffer>,
  outcomes: readonly SpecOutcome[],
) => Promise<void>;

/** Lays a case over its healthy node and packs it with the collector's own writer, for as long as `use` runs. */
export async function withFixture<T>(
  overlay: string,
  use: (bundle: string) => Promise<T>,
  write: Pack = pack,
): Promise<T> {
  const base = (await lines(path.join(overlay, 'base.txt')))[0] ?? 'healthy';
  const below = base === 'none' ? [] : await filesIn(path.join(fixtures, base));
  const entries = new Map([...below, ...(await filesIn(overlay))]);
  for (const entry of await lines(path.join(overlay, 'absent.txt'))) {
    if (!entries.delete(entry)) throw new Error(`${overlay}/absent.txt: ${base} has no ${entry}`);
  }
  const outcomes = outcomesOf(
    [...entries.keys()],
    headerOf(entries),
    await lines(path.join(overlay, 'outcomes.jsonl')),
  );
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-fixture-'));
  try {
    const file = path.join(dir, `${path.basename(overlay)}.tar.gz`);
    await write(file, entries, outcomes);
    return await use(file);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function pack(
  file: string,
  entries: ReadonlyMap<string, Buffer>,
  outcomes: readonly SpecOutcome[],
): Promise<void> {
  const header = headerOf(entries);
  const writer = createBundleWriter(createWriteStream(file), new Date(header.startedAt));
  await writer.add(HEADER_PATH, json(header));
  for (const [entry, bytes] of entries) if (entry !== HEADER_PATH) await writer.add(entry, bytes);
  // The manifest has all of them; a file for each of the plain ones, too, would make the suite twice as slow.
  const telling = outcomes.filter(({ outcome, reason }) => reason ?? !['ok', 'missing'].includes(outcome));
  for (const outcome of telling) await writer.add(outcomePath({ id: outcome.spec }), json(outcome));
  await writer.add(MANIFEST_PATH, json({ ...header, finishedAt: header.startedAt, outcomes }));
  await writer.finish();
}

/** An outcome for each spec, as a collector would have left it: ok where there is an entry, else missing. */
function outcomesOf(
  entries: readonly string[],
  { startedAt }: ManifestHeader,
  overrides: readonly string[],
): SpecOutcome[] {
  const given = new Map(overrides.map(line => JSON.parse(line) as SpecOutcome).map(line => [line.spec, line]));
  const outcomes = specs.map(spec => {
    const override = given.get(spec.id);
    given.delete(spec.id);
    const outcome = entries.some(entry => holds(spec, entry)) ? ('ok' as const) : ('missing' as const);
    return { spec: spec.id, outcome, startedAt, durationMs: 12, entries: [], ...override };
  });
  if (given.size > 0) throw new Error(`outcomes.jsonl names specs that do not exist: ${[...given.keys()].join(', ')}`);
  return outcomes;
}

export function headerOf(entries: ReadonlyMap<string, Buffer>): ManifestHeader {
  return JSON.parse(String(entries.get(HEADER_PATH))) as ManifestHeader;
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

const read = new Map<string, ReadonlyMap<string, Buffer>>();

/** The node's files of a folder by entry path, those about the case left out. Read once. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const known = read.get(folder);
  if (known) return known;
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter(file => file.isFile()).map(file => path.join(file.parentPath, file.name));
  const named = files.map(file => [path.relative(folder, file).split(path.sep).join('/'), file] as const);
  const bytes = named
    .filter(([entry]) => !ABOUT.test(entry))
    .map(async ([entry, file]) => [entry, await readFile(file)] as const);
  const entries = new Map(await Promise.all(bytes));
  read.set(folder, entries);
  return entries;
}

export function holds(spec: Spec, file: string): boolean {
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
