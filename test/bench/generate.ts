import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Header } from 'tar';
import { fixtures } from '../support.js';
import {
  CHRONYD,
  CONTAINERD,
  CONTAINERD_FILE,
  DMESG,
  DOCKER,
  K3S,
  KERNEL,
  KUBELET,
  type LineOf,
  type Mix,
  type Moment,
} from './journal-lines.js';
import { type Random, randomFrom } from './random.js';

/** A bundle to measure with. */
export interface BundleWish {
  /** Bytes of logs in it, before compression. */
  readonly bytes: number;
  /** One line in so many is one that a check looks for. */
  readonly hitEvery: number;
  /** By log, lines that checks look for; a moment is put before them. */
  readonly hits: ReadonlyMap<string, readonly string[]>;
  readonly seed: number;
}

interface Log {
  readonly entry: string;
  readonly share: number;
  readonly mix: Mix;
  /** Before a line: date and host of a journal, the date of dmesg, or nothing. */
  readonly prefix: (at: Moment) => string;
}

const journal = (at: Moment): string => `${at.journal} kn1 `;
const LOGS: readonly Log[] = [
  { entry: 'logs/kubelet.log', share: 36, mix: KUBELET, prefix: journal },
  { entry: 'logs/k3s.log', share: 22, mix: K3S, prefix: journal },
  { entry: 'logs/containerd.log', share: 14, mix: CONTAINERD, prefix: journal },
  {
    entry: 'files/var/lib/rancher/k3s/agent/containerd/containerd.log',
    share: 12,
    mix: CONTAINERD_FILE,
    prefix: () => '',
  },
  { entry: 'logs/docker.log', share: 7, mix: DOCKER, prefix: journal },
  { entry: 'logs/kernel.log', share: 5, mix: KERNEL, prefix: journal },
  {
    entry: 'logs/dmesg.log',
    share: 3,
    mix: DMESG,
    prefix: at => `${at.journal.replace('.', ',').replace('+0000', '+00:00')} `,
  },
  { entry: 'logs/chronyd.log', share: 1, mix: CHRONYD, prefix: journal },
];
const TO = Date.UTC(2026, 10, 23, 19, 59);
const HOURS = 7 * 24;
const CHUNK = 1 << 20;

/** Writes a bundle of the healthy node with large logs in place of its own. The same wish gives the same bytes. */
export async function generateBundle(file: string, wish: BundleWish): Promise<void> {
  await pipeline(Readable.from(tarOf(wish), { objectMode: false }), createGzip({ level: 6 }), createWriteStream(file));
}

async function* tarOf(wish: BundleWish): AsyncGenerator<Buffer> {
  const healthy = path.join(fixtures, 'healthy');
  const names = (await readdir(healthy, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => path.relative(healthy, path.join(entry.parentPath, entry.name)));
  const own = new Set(LOGS.map(({ entry }) => entry));
  for (const name of ['header.json', ...names.filter(name => name !== 'header.json' && !own.has(name)).sort()]) {
    const bytes = await readFile(path.join(healthy, name));
    yield header(name, bytes.length);
    yield bytes;
    yield padding(bytes.length);
  }
  for (const log of LOGS) {
    const size = Math.floor((wish.bytes * log.share) / 100);
    yield header(log.entry, size);
    yield* textOf(log, size, wish);
    yield padding(size);
  }
  yield Buffer.alloc(1024);
}

/** Lines of a log until there are so many bytes of them; the last is cut. */
function* textOf({ entry, mix, prefix, share }: Log, size: number, wish: BundleWish): Generator<Buffer> {
  const random = randomFrom(wish.seed + share * 7919);
  const deck = mix.flatMap(([weight, line]) => Array<LineOf>(weight).fill(line));
  const hits = wish.hits.get(entry) ?? [];
  let left = size;
  let text = '';
  while (left > 0) {
    const at = momentAt((size - left) / size, random);
    const hit = hits.length > 0 && random.below(wish.hitEvery) === 0;
    text += `${prefix(at)}${hit ? random.pick(hits) : random.pick(deck)(at, random)}\n`;
    if (text.length < CHUNK && text.length < left) continue;
    const bytes = Buffer.from(text, 'latin1').subarray(0, left);
    if (bytes.length === left) bytes[left - 1] = 0x0a;
    left -= bytes.length;
    text = '';
    yield bytes;
  }
}

/** Some part of the way through the time that the logs cover. */
function momentAt(part: number, random: Random): Moment {
  const date = new Date(TO - Math.floor((1 - part) * HOURS * 3600_000)).toISOString();
  const micros = String(random.below(1000)).padStart(3, '0');
  return {
    journal: `${date.slice(0, 23)}${micros}+0000`,
    klog: `${date.slice(5, 7)}${date.slice(8, 10)} ${date.slice(11, 23)}${micros}`,
    logrus: `${date.slice(0, 23)}${micros}000Z`,
  };
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  new Header({ path: name, mode: 0o644, type: 'File', size, mtime: new Date(TO) }).encode(block);
  return block;
}

function padding(size: number): Buffer {
  return Buffer.alloc((512 - (size % 512)) % 512);
}
