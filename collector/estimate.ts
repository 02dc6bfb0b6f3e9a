import path from 'node:path';
import type { GlobSpec, Spec } from '../bundle/spec.js';
import { findMatches } from './find-matches.js';
import { existing } from './read-file.js';
import { readText, runCommand, searchPath } from './run-command.js';
import { formatBytes } from './summary.js';

/** How large a bundle of these specs would be. Sizes of files are known, those of commands are what they mostly say. */
export interface Estimate {
  /** Before compression, bytes. */
  readonly plainBytes: number;
  /** Compressed, bytes: never more than the limit. */
  readonly packedBytes: number;
  /** The large ones. */
  readonly parts: readonly { readonly id: string; readonly bytes: number }[];
}

/** What a command prints, mostly. */
const COMMAND_BYTES = 16 * 1024;
const DMESG_BYTES = 256 * 1024;
/** Text packs to about an eighth; each entry has an outcome beside it. */
const PACKED = 1 / 8;
const OVERHEAD_BYTES = 64 * 1024;
/** Smaller ones are not told one by one. */
const TOLD_FROM_BYTES = 64 * 1024;

/** Looks at sizes alone, through children: nothing is read, no command of the list is run. */
export async function estimate(specs: readonly Spec[], maxBytes: number): Promise<Estimate> {
  const files = specs.filter(spec => spec.kind === 'file');
  const sizes = await sizesOf(files.map(spec => spec.path));
  const parts: { id: string; bytes: number }[] = files.map(({ id, path: file, maxBytes: cap }) => ({
    id,
    bytes: Math.min(sizes.get(file) ?? 0, cap),
  }));
  for (const spec of specs) if (spec.kind === 'glob') parts.push({ id: spec.id, bytes: await sizeOfGlob(spec) });

  const commands = specs.filter(spec => spec.kind === 'command');
  const there = await existing(
    [...new Set(commands.map(({ argv }) => argv[0]))].flatMap(program =>
      searchPath().map(folder => `${folder}/${program}`),
    ),
  );
  const programs = new Set(there.map(file => path.basename(file)));
  const journals = commands.filter(({ argv }) => argv[0] === 'journalctl');
  if (journals.length > 0) {
    const cap = journals.reduce((sum, { maxBytes: bytes }) => sum + bytes, 0);
    parts.push({ id: 'the journals', bytes: Math.min(await journalBytes(), cap) });
  }
  for (const { id, argv } of commands) {
    if (argv[0] === 'journalctl' || !programs.has(argv[0])) continue;
    parts.push({ id, bytes: argv[0] === 'dmesg' ? DMESG_BYTES : COMMAND_BYTES });
  }
  parts.push(...specs.filter(({ kind }) => kind === 'kubectl').map(({ id }) => ({ id, bytes: COMMAND_BYTES })));

  const plainBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const packedBytes = Math.min(Math.ceil(plainBytes * PACKED) + OVERHEAD_BYTES, maxBytes);
  const large = parts.filter(({ bytes }) => bytes >= TOLD_FROM_BYTES).sort((a, b) => b.bytes - a.bytes);
  return { plainBytes, packedBytes, parts: large };
}

/** As `--estimate` prints it. */
export function describeEstimate({ plainBytes, packedBytes, parts }: Estimate, maxBytes: number): string {
  return [
    ...parts.map(({ id, bytes }) => `${formatBytes(bytes).padStart(12)}  ${id}`),
    `About ${formatBytes(plainBytes)}, some ${formatBytes(packedBytes)} compressed; never more than ${formatBytes(maxBytes)} (--max-size).`,
  ].join('\n');
}

/** A warning when the folder has less room than the bundle is expected to take; undefined when all is well or not known. */
export async function littleRoom(file: string, packedBytes: number): Promise<string | undefined> {
  const folder = path.dirname(file);
  const run = await runCommand(['df', '-Pk', folder], { content: 'document', maxBytes: 65_536, timeoutSeconds: 5 });
  const kib = Number(readText(run.stdout).trim().split('\n')[1]?.trim().split(/\s+/)[3] ?? Number.NaN);
  if (!(kib * 1024 < packedBytes)) return undefined;
  return (
    `little room in ${folder}: ${formatBytes(kib * 1024)} are free, and about ${formatBytes(packedBytes)} are expected. ` +
    'Way out: -o - to a disk elsewhere.'
  );
}

async function sizeOfGlob(spec: GlobSpec): Promise<number> {
  const matches = await findMatches(spec);
  if (!('paths' in matches)) return 0;
  const sizes = await sizesOf(matches.paths);
  return [...sizes.values()].reduce((sum, bytes) => sum + Math.min(bytes, spec.maxBytes), 0);
}

async function sizesOf(paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (paths.length === 0) return new Map();
  const argv = ['stat', '-L', '-c', '%s %n', ...paths] as const;
  const run = await runCommand(argv, { content: 'document', maxBytes: 2 ** 20, timeoutSeconds: 5 });
  const lines = Buffer.from(readText(run.stdout), 'latin1').toString('utf8').split('\n');
  return new Map(
    lines.flatMap(line => {
      const [, bytes, name] = /^(\d{1,18}) (\/.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(bytes)] as const];
    }),
  );
}

const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `Archived and active journals take up 16.0M in the file system.` */
async function journalBytes(): Promise<number> {
  const argv = ['journalctl', '--disk-usage'] as const;
  const run = await runCommand(argv, { content: 'document', maxBytes: 4096, timeoutSeconds: 8 });
  const [, number, unit = ''] = /take up ([0-9.]{1,12})([KMGT])/.exec(readText(run.stdout)) ?? [];
  return number === undefined ? 0 : Math.round(Number(number) * (UNITS[unit] ?? 1));
}
