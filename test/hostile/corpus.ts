import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import type { EntryRecord, SpecOutcome } from '../../bundle/manifest.js';
import { foreignFixtures, LAYOUT_FIXTURES } from '../layouts/foreign-bundles.js';
import { fixtures } from '../support.js';

/** One file of a bundle. */
export interface Part {
  readonly name: string;
  readonly text: string;
}

/** A node in trouble: what is wrong, and the healthy node around it. */
export interface Node {
  readonly own: readonly Part[];
  readonly around: readonly Part[];
  /** By another tool: there is no manifest of it. */
  readonly foreign?: true;
}

/** Larger ones say nothing that smaller ones do not, and cost many bundles. */
const MOST = 64 * 1024;
const ENTRIES = '{header.json,{commands,files,logs}/**}';

/** Every case, every story and every bundle of another tool of the fixtures. */
export function corpus(): readonly Node[] {
  return [
    ...ours(),
    ...foreignFixtures().map(name => ({ own: foreignParts(name), around: [], foreign: true as const })),
  ];
}

function foreignParts(fixture: string): Part[] {
  return partsIn(path.join(LAYOUT_FIXTURES, fixture), '**').filter(({ name }) => name !== 'expected.txt');
}

function ours(): readonly Node[] {
  const bases = new Map<string, readonly Part[]>();
  const baseOf = (name: string) => {
    const parts = bases.get(name) ?? partsIn(path.join(fixtures, name));
    bases.set(name, parts);
    return parts;
  };
  const overlays = fastGlob.sync(['checks/*/*/*', 'nodes/*'], { cwd: fixtures, onlyDirectories: true }).sort();
  return overlays.flatMap(overlay => {
    const folder = path.join(fixtures, overlay);
    const own = [...partsIn(folder), ...outcomesIn(folder)];
    const around = baseOf(read(path.join(folder, 'base.txt')).trim() || 'healthy');
    return own.length > 0 ? [{ own, around }] : [];
  });
}

/** The manifest of a bundle of these parts, with a record of each. */
export function manifestOf(parts: readonly Part[]): Part {
  const header = parts.find(({ name }) => name === 'header.json')?.text ?? '{}';
  const entries = parts.map(({ name, text }): EntryRecord => {
    const bytes = Buffer.byteLength(text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { path: name, bytesRead: bytes, bytesKept: bytes, sha256, redactions: 0 };
  });
  const outcome: SpecOutcome = {
    spec: 'disk/df',
    outcome: 'ok',
    startedAt: '2026-11-23T20:00:00.000Z',
    durationMs: 1,
    entries,
  };
  const text = `${header.trimEnd().slice(0, -1)},"finishedAt":"2026-11-23T20:01:00.000Z","outcomes":[${JSON.stringify(outcome)}]}`;
  return { name: 'manifest.json', text };
}

function partsIn(folder: string, entries = ENTRIES): Part[] {
  return fastGlob
    .sync(entries, { cwd: folder, dot: true })
    .sort()
    .map(name => ({ name, text: read(path.join(folder, name)) }))
    .filter(({ text }) => text.length < MOST);
}

function outcomesIn(folder: string): Part[] {
  const lines = read(path.join(folder, 'outcomes.jsonl'))
    .split('\n')
    .filter(line => line.trim() !== '');
  return lines.map(line => ({
    name: `outcomes/${(JSON.parse(line) as SpecOutcome).spec}.json`,
    text: `${JSON.stringify({ durationMs: 1, startedAt: '2026-11-23T20:00:00.000Z', entries: [], ...(JSON.parse(line) as object) })}\n`,
  }));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
