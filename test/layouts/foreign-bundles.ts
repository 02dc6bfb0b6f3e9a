import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { type Judged, judgeAll } from '../../analyzer/analyze.js';
import { fixtures } from '../support.js';

/** When the tools of the fixtures ran: the files that they wrote are as old. */
const WRITTEN = '2026-11-23 20:00:00 UTC';
export const LAYOUT_FIXTURES = path.join(fixtures, 'layouts');

/** Every bundle of another tool that is among the fixtures: `sosreport/4.5-kubeadm`. */
export function foreignFixtures(): string[] {
  return readdirSync(LAYOUT_FIXTURES).flatMap(tool =>
    readdirSync(path.join(LAYOUT_FIXTURES, tool)).map(name => `${tool}/${name}`),
  );
}

export type Packing = 'tar' | 'tar.gz' | 'tar.xz' | 'tar.zst' | 'zip' | 'folder';

const FLAGS: Readonly<Record<string, readonly string[]>> = {
  tar: [],
  'tar.gz': ['--gzip'],
  'tar.xz': ['--xz'],
  'tar.zst': ['--zstd'],
};

/** Packs a fixture as its tool does, for as long as `use` runs. `without`: entries that are left out. */
export async function withForeign<T>(
  fixture: string,
  packing: Packing,
  use: (input: string) => Promise<T>,
  without: readonly string[] = [],
): Promise<T> {
  const folder = path.join(LAYOUT_FIXTURES, fixture);
  if (packing === 'folder') return use(folder);
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-layout-'));
  const file = path.join(dir, `${path.basename(fixture)}.${packing}`);
  try {
    const entries = (await readdirDeep(folder)).filter(name => name !== 'expected.txt' && !without.includes(name));
    if (packing === 'zip') await execa('zip', ['-q', file, '-@'], { cwd: folder, input: `${entries.join('\n')}\n` });
    else {
      const argv = ['-cf', file, ...(FLAGS[packing] ?? []), `--mtime=${WRITTEN}`, '-T', '-'];
      await execa('tar', argv, { cwd: folder, input: `${entries.join('\n')}\n` });
    }
    return await use(file);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The files of a fixture, as its tool names them, in order. */
export async function readdirDeep(folder: string): Promise<string[]> {
  const { stdout } = await execa('find', ['.', '-type', 'f', '-printf', '%P\n'], { cwd: folder });
  return stdout.split('\n').filter(Boolean).sort();
}

/** What a reader needs to see of each node: who it is, what was found where, and how much is not known. */
export function printNodes(judged: readonly Judged[]): string {
  return judged.map(printNode).join('\n');
}

function printNode({ bundle, results }: Judged): string {
  const { node, startedAt, utcOffsetMinutes, uptimeSeconds, inferred = [], obfuscated } = bundle.header ?? { node: {} };
  return [
    `node ${node.name ?? '-'} host ${node.hostname ?? '-'} kind ${node.kind ?? '-'} (${node.kindFrom ?? '-'})`,
    `taken ${startedAt ?? '-'} zone ${utcOffsetMinutes ?? '-'} up ${uptimeSeconds ?? '-'}${obfuscated ? ' masked' : ''}`,
    ...inferred.map(({ what, from }) => `inferred ${what} from ${from}`),
    ...bundle.logs.map(({ file, part, lines }) => `log ${file}${part === undefined ? '' : ` (${part})`} ${lines}`),
    ...results.flatMap(result => {
      if (result.status === 'error') return [`error ${result.check} ${result.error}`];
      if (result.status !== 'fail') return [];
      return result.findings.map(({ check, message, evidence }) => {
        const [at] = evidence;
        return `found ${check} ${message} ${at?.file}:${at?.line}`;
      });
    }),
    ...bundle.problems.map(({ kind, entry, detail }) => `problem ${kind} ${entry ?? ''} ${detail}`),
    '',
  ].join('\n');
}

/** The input as nodes, judged. */
export function judgeForeign(fixture: string, packing: Packing, without: readonly string[] = []) {
  return withForeign(fixture, packing, judgeAll, without);
}
