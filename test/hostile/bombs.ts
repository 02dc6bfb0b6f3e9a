import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { entryPath } from '../../bundle/entry-path.js';
import { specs } from '../../bundle/specs/index.js';
import { fixtures } from '../support.js';
import { rawEntry, TAR_END } from './raw-tar.js';

/** A bundle that is small to send and large to take. `full`: as large as it may come; otherwise as the tests have time for. */
export interface Bomb {
  readonly name: string;
  content(full: boolean): Iterable<Buffer>;
}

const MIB = 2 ** 20;
const HEADER = readFileSync(path.join(fixtures, 'healthy/header.json'), 'utf8').trim();
const LOG = 'logs/kubelet.log';
const DOCUMENTS = specs
  .filter(spec => spec.content === 'document' && spec.kind !== 'glob')
  .map(spec => entryPath(spec).slice(0, 100));

export const BOMBS: readonly Bomb[] = [
  { name: 'a log of zeros', content: full => logOf(repeat(Buffer.alloc(MIB), full ? 10_240 : 400)) },
  { name: 'zeros after the end', content: full => [TAR_END, ...repeat(Buffer.alloc(MIB), full ? 10_240 : 400)] },
  { name: 'one endless line', content: full => logOf(repeat(Buffer.from(letters(MIB)), full ? 4096 : 100)) },
  { name: 'many tiny entries', content: full => counted(full ? 1e6 : 60_000, i => rawEntry({ name: `x/${i}` })) },
  {
    name: 'many links',
    content: full => counted(full ? 1e6 : 50_000, i => rawEntry({ name: `../${i}`, type: '2', linkname: '/' })),
  },
  {
    name: 'many files of one pattern',
    content: () => counted(49_000, i => rawEntry({ name: `files/etc/cni/net.d/${i}.conf` }, '{}\n')),
  },
  {
    name: 'many outcomes',
    content: () => counted(49_000, i => rawEntry({ name: `outcomes/x/${i}.json` }, outcome(i, 'x'.repeat(300)))),
  },
  {
    name: 'every minute of two years',
    content: full =>
      logOf(
        lines(
          full ? 1e6 : 10_000,
          i =>
            `${time(i)} kn1 kubelet[9]: E1123 22:00:00.000000 9 kubelet.go:1] PLEG is not healthy: pleg was last seen active 3m0s ago; out of memory, no space left on device ${i}`,
        ),
      ),
  },
  {
    name: 'every error another',
    content: full =>
      logOf(
        lines(
          full ? 1e6 : 10_000,
          i => `${time(i % 60)} kn1 kubelet[9]: E1123 22:00:00.000000 9 f${i % 5000}.go:${i}] failed${words(i)}`,
        ),
      ),
  },
  {
    name: 'a manifest of outcomes',
    content: () => [
      rawEntry({ name: 'manifest.json' }, manifest(Array.from({ length: 140_000 }, (_, i) => outcome(i)).join())),
    ],
  },
  {
    name: 'a manifest of brackets',
    content: () => [rawEntry({ name: 'manifest.json' }, manifest(`${'[],'.repeat(5e6)}1`))],
  },
  { name: 'JSON of brackets', content: () => [rawEntry({ name: 'files/etc/docker/daemon.json' }, '['.repeat(16e6))] },
  {
    name: 'YAML of brackets',
    content: () => [rawEntry({ name: 'files/var/lib/kubelet/config.yaml' }, '['.repeat(128 * 1024))],
  },
  {
    name: 'YAML of blocks',
    content: () => [rawEntry({ name: 'files/var/lib/kubelet/config.yaml' }, '- '.repeat(60 * 1024))],
  },
  { name: 'YAML of aliases', content: () => [rawEntry({ name: 'files/var/lib/kubelet/config.yaml' }, aliases())] },
  {
    name: 'documents of empty lines',
    content: full => DOCUMENTS.slice(0, full ? 400 : 40).map(name => rawEntry({ name }, '\n'.repeat(16e6))),
  },
  {
    name: 'documents of words',
    content: full =>
      DOCUMENTS.slice(0, full ? 400 : 10).map(name =>
        rawEntry({ name }, 'a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8\n'.repeat(500_000)),
      ),
  },
];

/** Writes it as a .tar.gz. */
export async function writeBomb({ content }: Bomb, file: string, full: boolean): Promise<void> {
  const gzip = createGzip({ level: 1, chunkSize: MIB });
  const written = gzip.pipe(createWriteStream(file));
  gzip.write(rawEntry({ name: 'header.json' }, HEADER));
  for (const piece of content(full)) if (!gzip.write(piece)) await once(gzip, 'drain');
  gzip.end(TAR_END);
  await once(written, 'finish');
}

function* logOf(pieces: Iterable<Buffer>): Generator<Buffer> {
  // What is not known before is given as more than there is: the log ends with the bundle.
  yield rawEntry({ name: LOG, size: '77777777777\0' });
  yield* pieces;
}

function* repeat(piece: Buffer, times: number): Generator<Buffer> {
  for (let i = 0; i < times; i++) yield piece;
}

function* counted(count: number, make: (i: number) => Buffer): Generator<Buffer> {
  for (let i = 0; i < count; i += 1000)
    yield Buffer.concat(Array.from({ length: Math.min(1000, count - i) }, (_, k) => make(i + k)));
}

function lines(count: number, make: (i: number) => string): Iterable<Buffer> {
  return counted(count, i => Buffer.from(`${make(i)}\n`));
}

function time(minute: number): string {
  return `${new Date(Date.UTC(2024, 0) + minute * 60_000).toISOString().slice(0, 19)}.000000+0000`;
}

function letters(count: number): string {
  return Array.from({ length: count }, (_, i) =>
    String.fromCharCode(97 + ((Math.imul(i, 2654435761) >>> 24) % 26)),
  ).join('');
}

function words(i: number): string {
  let state = Math.imul(i + 1, 2654435761) >>> 0;
  return Array.from({ length: 8 }, () => {
    state = Math.imul(state ^ (state >>> 7), 0x9e3779b1) >>> 0;
    return ` ${state.toString(36).replace(/\d/g, 'q')}`;
  }).join('');
}

function outcome(i: number, reason = ''): string {
  return JSON.stringify({
    spec: `x/${i}`,
    outcome: 'failed',
    startedAt: '2026-11-23T20:00:00.000Z',
    durationMs: 1,
    reason,
    entries: [],
  });
}

function manifest(outcomes: string): string {
  return `${HEADER.slice(0, -1)},"finishedAt":"2026-11-23T20:00:00.000Z","outcomes":[${outcomes}]}`;
}

function aliases(): string {
  return Array.from({ length: 5000 }, (_, i) => `a${i}: &a${i} [${i > 0 ? `*a${i - 1},*a${i - 1}` : 'x'}]`).join('\n');
}
