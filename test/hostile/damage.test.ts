import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Bundle, NotABundle } from '../../analyzer/bundle.js';
import { readBundle } from '../../analyzer/bundle-reader/read-bundle.js';
import { specs } from '../../bundle/specs/index.js';
import { fixtures, withFixture } from '../support.js';

/** Of the content, before the place of a damage: inflating looks ahead, and gives up a few bytes more than it must. */
const SLACK = 1024;

interface Entry {
  readonly path: string;
  readonly end: number;
  readonly content: Buffer;
}

describe('a bundle that is cut or damaged at any byte', () => {
  let dir: string;
  let tar: Buffer;
  let entries: readonly Entry[];

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-damage-'));
    tar = await withFixture(path.join(fixtures, 'nodes/auditd-watches-docker'), async file =>
      gunzipSync(await readFile(file)),
    );
    entries = entriesOf(tar);
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const contentEnd = () => entries.at(-1)?.end ?? 0;

  async function read(bytes: Buffer): Promise<Bundle | undefined> {
    const file = path.join(dir, 'damaged');
    await writeFile(file, bytes);
    return readBundle(file, []).catch((error: unknown) => {
      if (!(error instanceof NotABundle)) throw error;
      return undefined;
    });
  }

  /** All that ends before the place is read as it is in the whole bundle, and the rest is told. */
  async function holds(bytes: Buffer, soundContent: number, lost: boolean): Promise<void> {
    const bundle = await read(bytes);
    const sound = entries.filter(({ end }) => end <= soundContent);
    if (sound.length === 0) return;
    if (!bundle) throw new Error(`nothing is read of ${soundContent} sound bytes`);
    const documents = new Map(
      specs.flatMap(spec => bundle.documents(spec).map(({ path, text }) => [path, text] as const)),
    );
    const logs = new Map(bundle.logs.map(log => [log.file, log.cut ? -1 : log.bytes]));
    for (const { path: name, content } of sound) {
      if (name.startsWith('commands/') || name.startsWith('files/'))
        expect(documents.get(name), name).to.equal(content.toString());
      if (name.startsWith('logs/')) expect(logs.get(name), name).to.equal(content.length);
    }
    if (!lost) return;
    expect(
      bundle.problems.map(({ kind }) => kind),
      'the gap is told',
    ).to.include.oneOf(['cut-off', 'damaged', 'refused', 'altered', 'too-large']);
  }

  /** Where the content of a gzip stops to be sound when its file does: what all bytes before inflate to. */
  function soundBefore(gzip: Buffer, position: number): number {
    try {
      return gunzipSync(gzip.subarray(0, position), { finishFlush: 2 }).length - SLACK;
    } catch {
      return 0;
    }
  }

  const options = { numRuns: 60, seed: 20261125 };
  const places = (bytes: Buffer) => fc.nat({ max: bytes.length - 1 });

  it('a tar that is cut', () =>
    fc.assert(
      fc.asyncProperty(places(tar), at => holds(tar.subarray(0, at), at, at < contentEnd())),
      options,
    )).timeout(120_000);

  it('a tar with a byte that changed: headers before it, and what lies behind the next header', () =>
    fc.assert(
      fc.asyncProperty(places(tar), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(tar);
        bytes[at] = (bytes[at] as number) ^ change;
        const bundle = await read(bytes);
        const hit = entries.findIndex(({ end }) => end > at);
        const others = entries.filter((_, i) => i !== hit && i !== hit + 1);
        const documents = new Map(
          bundle ? specs.flatMap(spec => bundle.documents(spec).map(({ path, text }) => [path, text] as const)) : [],
        );
        for (const { path: name, content } of others) {
          if (name.startsWith('commands/') || name.startsWith('files/'))
            expect(documents.get(name), name).to.equal(content.toString());
        }
      }),
      options,
    )).timeout(120_000);

  for (const level of [0, 4, 9]) {
    it(`a gzip of level ${level} that is cut`, () => {
      const gzip = gzipSync(tar, { level });
      return fc.assert(
        fc.asyncProperty(places(gzip), at =>
          holds(gzip.subarray(0, at), soundBefore(gzip, at), soundBefore(gzip, at) + SLACK < contentEnd()),
        ),
        options,
      );
    }).timeout(120_000);

    it(`a gzip of level ${level} with a byte that changed`, () => {
      const gzip = gzipSync(tar, { level });
      const changed = fc.asyncProperty(places(gzip), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(gzip);
        bytes[at] = (bytes[at] as number) ^ change;
        // Flags and times of the gzip header say nothing of the content.
        return at < 10 ? read(bytes).then(() => undefined) : holds(bytes, soundBefore(gzip, at), false);
      });
      return fc.assert(changed, options);
    }).timeout(120_000);
  }

  it('gzips in a row, as collect.sh writes them, of which one is damaged', async () => {
    const ends = entries.map(({ end }) => end);
    const pieces = ends.map((end, i) => gzipSync(tar.subarray(ends[i - 1] ?? 0, end)));
    const half = Math.floor(pieces.length / 2);
    const damaged = Buffer.from(pieces[half] as Buffer).fill(0xff, 20);
    await holds(
      Buffer.concat([...pieces.slice(0, half), damaged, ...pieces.slice(half + 1)]),
      ends[half - 1] as number,
      true,
    );
  });
});

/** Told from the bytes by nothing that the reader uses. */
function entriesOf(tar: Buffer): Entry[] {
  const found: Entry[] = [];
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    const name = tar.toString('utf8', at, tar.indexOf(0, at));
    const prefix = tar.toString('utf8', at + 345, tar.indexOf(0, at + 345));
    const from = at + 512;
    const end = from + Math.ceil(size / 512) * 512;
    found.push({ path: prefix === '' ? name : `${prefix}/${name}`, end, content: tar.subarray(from, from + size) });
    at = end;
  }
  return found;
}
