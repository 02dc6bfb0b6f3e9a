import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { execa } from 'execa';
import fc from 'fast-check';
import { create, Header, type HeaderData, Pax } from 'tar';
import { type Bundle, NotABundle } from '../analyzer/bundle.js';
import { type ReadOptions, readBundle } from '../analyzer/bundle-reader/read-bundle.js';
import { logMatches } from '../analyzer/fact.js';
import { kernelLogs, kubeletLogs } from '../analyzer/facts/logs/log-sources.js';
import { cniConfig, dockerDaemon } from '../bundle/specs/config.js';
import { df } from '../bundle/specs/disk.js';
import { unitJournal } from '../bundle/specs/units.js';

const pleg = logMatches({
  in: kubeletLogs,
  pattern: /PLEG is not healthy: pleg was last seen active (?<ago>\S+) ago/,
  anchor: 'PLEG is not healthy',
});
const oom = logMatches({ in: kernelLogs, pattern: /Out of memory: Killed/, anchor: 'Out of memory: ' });
const needs = [pleg, oom];

const header = {
  format: 'nodetriage-bundle',
  version: 1,
  collector: { name: 'sh', version: '0.1.0' },
  node: { hostname: 'n1.example.com', kind: 'other', kindFrom: 'nothing known' },
  startedAt: '2026-11-23T22:30:00.000Z',
  utcOffsetMinutes: 0,
  uptimeSeconds: 3600,
  user: { id: 0, name: 'root' },
};
const outcome = { spec: 'disk/df', outcome: 'ok', startedAt: header.startedAt, durationMs: 5, entries: [] };
const timedOut = { ...outcome, outcome: 'timeout', reason: 'no answer in 20 s' };
const manifest = { ...header, finishedAt: '2026-11-23T22:31:00.000Z', outcomes: [outcome] };
const kubeletLog = Array.from({ length: 3000 }, (_, i) => {
  const time = `2026-11-23T22:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
  const say =
    i % 500 === 7 ? `PLEG is not healthy: pleg was last seen active ${i}s ago` : `SyncLoop ${(i * 7919) % 104729}`;
  return `${time}.000000+0000 n1 kubelet[9]: E1123 22:00:00.000000 9 a.go:1] ${say}\n`;
}).join('');

/** In the order of a real bundle. */
const FILES: Readonly<Record<string, string>> = {
  'header.json': JSON.stringify(header),
  'outcomes/disk/df.json': `${JSON.stringify(outcome)}\n`,
  'commands/disk/df.txt': '\ufeffFilesystem\r\n\x1b[31m/dev/vda1\x1b[0m\n\nlast',
  'commands/disk/df.stderr.txt': 'df: /mnt: Stale file handle\n',
  'commands/node/uptime.txt': '',
  'files/etc/docker/daemon.json': '{}\n',
  'files/etc/cni/net.d/10-a.conflist': '{"a":1}',
  'files/etc/cni/net.d/20-b.conflist': '{"b":1}',
  'logs/dmesg.log': '[ 1800.000000] Out of memory: Killed process 7 (x)\n',
  'logs/kubelet.log': kubeletLog,
  'logs/docker.log': '',
  'manifest.json': JSON.stringify(manifest),
};

describe('bundle reader', () => {
  let dir: string;
  let folder: string;

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-reader-'));
    folder = path.join(dir, 'bundle');
    await writeFiles(folder, FILES);
    await create({ file: at('bundle.tar.gz'), cwd: folder, gzip: true, portable: true }, Object.keys(FILES));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const at = (name: string) => path.join(dir, name);
  const read = (name: string, options?: ReadOptions) => readBundle(at(name), needs, options);

  /** Reads a tar of these entries as it would come from a stranger. */
  async function readEntries(entries: readonly Buffer[], options?: ReadOptions): Promise<Bundle> {
    await writeFile(at('made.tar'), Buffer.concat([...entries, Buffer.alloc(1024)]));
    return read('made.tar', options);
  }

  /** The message of the NotABundle that reading throws. */
  async function complaint(name: string): Promise<string> {
    const error = await read(name).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).to.be.instanceOf(NotABundle);
    return (error as NotABundle).message.replaceAll(`${dir}/`, '');
  }

  it('gives documents, outcomes and log matches', async () => {
    const bundle = await read('bundle.tar.gz');
    expect(bundle.problems).to.deep.equal([]);
    expect(bundle.finished).to.equal(true);
    expect(bundle.header).to.deep.equal(header);
    const text = '\ufeffFilesystem\r\n\x1b[31m/dev/vda1\x1b[0m\n\nlast'.slice(1);
    expect(bundle.documents(df).map(source => [source.path, source.text])).to.deep.equal([
      ['commands/disk/df.txt', text],
    ]);
    const lines = ['Filesystem', '/dev/vda1', '', 'last'].map((text, i) => ({
      file: 'commands/disk/df.txt',
      line: i + 1,
      text,
    }));
    expect(bundle.documents(df)[0]?.lines).to.deep.equal(lines);
    expect(bundle.documents(cniConfig).map(source => source.path)).to.deep.equal([
      'files/etc/cni/net.d/10-a.conflist',
      'files/etc/cni/net.d/20-b.conflist',
    ]);
    expect(bundle.documents(dockerDaemon)).to.have.length(1);
    expect(bundle.outcome(df)).to.deep.equal({
      outcome,
      at: { file: 'outcomes/disk/df.json', line: 1, text: JSON.stringify(outcome) },
    });
    expect(bundle.outcome(unitJournal.kubelet)).to.equal(undefined);
    expect(bundle.matches(pleg)).to.deep.include({ count: 6 });
    expect(bundle.matches(oom).first?.at).to.deep.include({ line: 1, time: Date.UTC(2026, 10, 23, 22) });
    expect(bundle.logs.map(({ file, lines, errors }) => [file, lines, errors])).to.deep.equal([
      ['logs/dmesg.log', 1, 0],
      ['logs/kubelet.log', 3000, 3000],
      ['logs/docker.log', 0, 0],
    ]);
  });

  it('gives the same from a folder, a tar, any name, and a bundle that was packed anew', async () => {
    const wanted = everything(await read('bundle.tar.gz'));
    await writeFile(at('renamed.txt'), await readFile(at('bundle.tar.gz')));
    await writeFile(at('bundle.tar'), gunzipSync(await readFile(at('bundle.tar.gz'))));
    await execa('tar', ['czf', at('by-gnu-tar.tgz'), '-C', folder, '.']);
    await execa('tar', ['czf', at('top-folder.tgz'), '-C', dir, 'bundle']);
    await mkdir(at('parent'));
    await cp(folder, at('parent/bundle'), { recursive: true });
    for (const name of ['bundle', 'renamed.txt', 'bundle.tar', 'by-gnu-tar.tgz', 'top-folder.tgz', 'parent']) {
      expect(everything(await read(name)), name).to.deep.equal(wanted);
    }
  });

  it('dates the logs by a header that comes after them', async () => {
    const names = ['logs/kubelet.log', 'logs/dmesg.log', 'header.json'];
    await create({ file: at('late.tgz'), cwd: folder, gzip: true }, names);
    const bundle = await read('late.tgz');
    expect(bundle.matches(oom).first?.at.time).to.equal(Date.UTC(2026, 10, 23, 22));
    expect(bundle.matches(pleg).count).to.equal(6);
    expect(bundle.logs).to.have.length(2);
  });

  it('numbers lines as sed does', async () => {
    const { samples } = (await read('bundle.tar.gz')).matches(pleg);
    expect(samples).to.have.length(6);
    for (const { at: evidence } of samples) {
      const { stdout } = await execa('sed', ['-n', `${evidence.line}p`, path.join(folder, evidence.file)]);
      expect(evidence.text).to.equal(stdout);
    }
  });

  it('uses all that is before the end of a bundle that was cut anywhere', async () => {
    const packed = await readFile(at('bundle.tar.gz'));
    const plain = gunzipSync(packed);
    const whole = await read('bundle.tar.gz');
    let used = 0;
    const cutAt = async (bytes: Buffer, length: number) => {
      await writeFile(at('cut'), bytes.subarray(0, length));
      const bundle = await read('cut').catch((error: unknown) => {
        if (!(error instanceof NotABundle)) throw error;
      });
      if (!bundle) return;
      used++;
      if (!bundle.finished) expect(bundle.problems.map(({ kind }) => kind)).to.deep.equal(['cut-off']);
      const log = bundle.logs.find(({ file }) => file === 'logs/kubelet.log');
      if (!log) return;
      expect(kubeletLog.slice(0, log.bytes).trimEnd().split('\n').length).to.equal(log.lines);
      expect(log.cut).to.equal(log.bytes < kubeletLog.length);
      const before = whole.matches(pleg).samples.filter(({ at }) => at.line < log.lines).length;
      expect(bundle.matches(pleg).count).to.be.within(before, before + 1);
    };
    const positions = (bytes: Buffer) =>
      fc.oneof(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: bytes.length - 12_000, max: bytes.length - 1 }),
      );
    const options = { numRuns: 250, seed: 20261123 };
    await fc.assert(
      fc.asyncProperty(positions(packed), length => cutAt(packed, length)),
      options,
    );
    await fc.assert(
      fc.asyncProperty(positions(plain), length => cutAt(plain, length)),
      options,
    );
    expect(used, 'most of them were long enough to be used').to.be.greaterThan(300);
  }).timeout(120_000);

  it('says so when a gzip is damaged, and uses what is before', async () => {
    const bytes = await readFile(at('bundle.tar.gz'));
    bytes.fill(0xff, bytes.length - 3000, bytes.length - 2900);
    await writeFile(at('damaged'), bytes);
    const bundle = await read('damaged');
    expect(bundle.problems.map(({ kind }) => kind)).to.include('damaged');
    expect(bundle.header).to.deep.equal(header);
  });

  it('refuses names and kinds of entries that no collector writes', async () => {
    const good = tarEntry({ path: 'header.json' }, JSON.stringify(header));
    const hostile: [Partial<HeaderData>, RegExp][] = [
      [{ path: '/commands/disk/df.txt' }, /absolute/],
      [{ path: '../commands/disk/df.txt' }, /'\.\.'/],
      [{ path: 'commands/../commands/disk/df.txt' }, /'\.\.'/],
      [{ path: 'commands\\disk\\df.txt' }, /backslash/],
      [{ path: 'commands/disk/\x1b[2Jdf.txt' }, /control/],
      [{ path: 'commands/disk/\u202edf.txt' }, /control/],
      [{ path: 'commands//disk/df.txt' }, /empty part/],
      [{ path: 'commands/disk/df.txt', type: 'SymbolicLink', linkpath: '/etc/shadow' }, /symbolic link/],
      [{ path: 'commands/disk/df.txt', type: 'Link', linkpath: 'header.json' }, /hard link/],
      [{ path: 'commands/disk/df.txt', type: 'CharacterDevice' }, /device/],
      [{ path: 'commands/disk/df.txt', type: 'FIFO' }, /pipe/],
    ];
    for (const [entry, reason] of hostile) {
      const text = entry.type ? '' : 'stolen';
      const bundle = await readEntries([good, tarEntry({ path: '', ...entry }, text)]);
      expect(bundle.problems, entry.path).to.have.length(1);
      expect(bundle.problems[0]?.kind).to.equal('refused');
      expect(bundle.problems[0]?.detail).to.match(reason);
      expect(bundle.problems[0]?.entry, 'fit for a terminal').to.not.match(/[\x00-\x1f\u202e]/);
      expect(bundle.documents(df)).to.deep.equal([]);
    }
    const long = new Pax({ path: `files/${'x'.repeat(1100)}` }).encode();
    const bundle = await readEntries([good, long, tarEntry({ path: 'short' }, '')]);
    expect(bundle.problems[0]?.detail).to.match(/longer than 1024 bytes/);
  });

  it('takes the first of two entries of the same name', async () => {
    const entry = (path: string, text: string) => tarEntry({ path }, text);
    const bundle = await readEntries([
      entry('commands/disk/df.txt', 'first'),
      entry('./commands/disk/df.txt', 'second'),
    ]);
    expect(bundle.documents(df).map(({ text }) => text)).to.deep.equal(['first']);
    expect(bundle.problems).to.deep.equal([
      { kind: 'refused', entry: './commands/disk/df.txt', detail: 'there is one of that name before it' },
    ]);
  });

  it('does not follow links in a folder', async () => {
    await cp(folder, at('with-link'), { recursive: true });
    await rm(at('with-link/commands/disk/df.txt'));
    await symlink('/etc/hostname', at('with-link/commands/disk/df.txt'));
    const bundle = await read('with-link');
    expect(bundle.documents(df)).to.deep.equal([]);
    expect(bundle.problems).to.deep.equal([
      { kind: 'refused', entry: 'commands/disk/df.txt', detail: 'it is not a plain file' },
    ]);
  });

  it('keeps within its limits', async () => {
    const problems = async (limits: ReadOptions['limits']) => {
      const bundle = await read('bundle.tar.gz', { limits: limits ?? {} });
      return { bundle, told: bundle.problems.map(({ kind, entry }) => [kind, entry]) };
    };
    const small = await problems({ documentBytes: JSON.stringify(manifest).length - 1 });
    expect(small.told).to.deep.equal([['too-large', 'manifest.json']]);
    const tiny = await problems({ documentBytes: 13 });
    expect(tiny.bundle.documents(df)[0]?.text).to.equal('Filesystem');
    expect(tiny.told).to.deep.include(['too-large', 'commands/disk/df.txt']);
    const first = ['header.json', 'outcomes/disk/df.json', 'commands/disk/df.txt'];
    const bytes = first.reduce((sum, name) => sum + Buffer.byteLength(FILES[name] ?? ''), 0);
    const together = await problems({ allDocumentBytes: bytes + 1 });
    expect(together.bundle.documents(dockerDaemon)[0]?.text).to.equal('{');
    expect(together.told).to.deep.include(['too-large', 'files/etc/docker/daemon.json']);
    const few = await problems({ entries: 3 });
    expect(few.told).to.deep.equal([['too-large', undefined]]);
    expect(few.bundle.logs).to.deep.equal([]);
    const short = await readBundle(folder, needs, { limits: { totalBytes: 50_000 } });
    expect(short.problems.map(({ kind }) => kind)).to.include('too-large');
    const zeros = tarEntry({ path: 'logs/kubelet.log' }, '\0'.repeat(4 * 2 ** 20));
    await writeFile(at('bomb'), gzipSync(Buffer.concat([zeros, zeros])));
    const bomb = await read('bomb', { limits: { totalBytes: 2 ** 20 } });
    expect(bomb.problems.map(({ kind }) => kind)).to.deep.equal(['too-large']);
    expect(bomb.logs[0]).to.deep.include({ cut: true });
  });

  it('lets the manifest overrule the lines that were written before it', async () => {
    const entries = (line: object, all: object) => [
      tarEntry({ path: 'outcomes/disk/df.json' }, JSON.stringify(line)),
      tarEntry({ path: 'manifest.json' }, JSON.stringify(all)),
    ];
    const bundle = await readEntries(entries(timedOut, manifest));
    expect(bundle.outcome(df)?.outcome).to.deep.equal(outcome);
    expect(bundle.outcome(df)?.at.file).to.equal('manifest.json');
    expect(bundle.outcomes).to.deep.equal([outcome]);
    expect(bundle.header).to.deep.equal(header);
  });

  it('takes no record on trust', async () => {
    const wrong = [
      '',
      'null',
      '[]',
      '7',
      '{',
      '{"format":1}',
      '[[[[',
      JSON.stringify({ ...header, startedAt: 'never' }),
    ];
    for (const text of wrong) {
      const entries = ['header.json', 'outcomes/disk/df.json', 'manifest.json'].map(path => tarEntry({ path }, text));
      const bundle = await readEntries(entries);
      expect(bundle.header, text).to.equal(undefined);
      expect(bundle.finished, text).to.equal(false);
      expect(bundle.outcomes, text).to.deep.equal([]);
      expect(
        bundle.problems.map(({ kind }) => kind),
        text,
      ).to.deep.equal(['damaged', 'damaged', 'damaged']);
    }
    const odd = { ...manifest, outcomes: [outcome, { ...outcome, outcome: 'perhaps' }, 5] };
    const bundle = await readEntries([tarEntry({ path: 'manifest.json' }, JSON.stringify(odd))]);
    expect(bundle.outcomes).to.deep.equal([outcome]);
    expect(bundle.problems[0]).to.include({ kind: 'damaged', detail: '2 of its outcomes cannot be understood' });
    const newer = await readEntries([tarEntry({ path: 'header.json' }, JSON.stringify({ ...header, version: 99 }))]);
    expect(newer.problems[0]?.detail).to.match(/format 99/);
  });

  it('says in one line what is not a bundle, and what to give', async () => {
    await writeFile(at('empty.tar.gz'), '');
    await writeFile(at('notes.txt'), 'hello\n'.repeat(200));
    await writeFile(at('notes.gz'), gzipSync('hello\n'.repeat(200)));
    await writeFile(at('stub.gz'), gzipSync(Buffer.alloc(0)));
    await writeFile(at('broken.gz'), Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(600, 0xff)]));
    await mkdir(at('empty'));
    await create({ file: at('foreign.tgz'), cwd: dir, gzip: true }, ['notes.txt']);
    const give =
      'give a bundle made by nodetriage-collect or by another tool, the folder it was unpacked to, or logs and outputs of commands as text';
    const unknown =
      'not a tar, gzip, xz, zstd or zip file, and no text that is known here; say what it is (--as kubelet=FILE), or give a bundle';
    expect(await complaint('nowhere')).to.equal('nowhere: no such file or folder');
    expect(await complaint('empty.tar.gz')).to.equal(`empty.tar.gz: is empty (0 bytes); ${give}`);
    expect(await complaint('notes.txt')).to.equal(`notes.txt: ${unknown}`);
    expect(await complaint('notes.gz')).to.equal(`notes.gz: ${unknown}`);
    await writeFile(at('notes.tgz'), await readFile(at('notes.gz')));
    expect(await complaint('notes.tgz')).to.equal(`notes.tgz: there is no tar in this gzip; ${give}`);
    expect(await complaint('stub.gz')).to.equal(`stub.gz: ends before its first entry; ${give}`);
    expect(await complaint('broken.gz')).to.match(/^broken\.gz: cannot be decompressed \(.+\); give a bundle/);
    expect(await complaint('foreign.tgz')).to.equal(`foreign.tgz: holds nothing that is known here; ${give}`);
    expect(await complaint('empty')).to.equal(`empty: holds no files; ${give}`);
  });
});

/** All that a bundle tells, comparable: entries of a folder come in another order than those of a tar. */
function everything(bundle: Bundle): unknown {
  return {
    header: bundle.header,
    finished: bundle.finished,
    problems: bundle.problems,
    outcome: bundle.outcome(df),
    outcomes: bundle.outcomes,
    documents: [df, dockerDaemon].map(spec =>
      bundle.documents(spec).map(({ path, text, lines }) => ({ path, text, lines })),
    ),
    globbed: new Set(bundle.documents(cniConfig).map(({ path, text }) => `${path} ${text}`)),
    matches: needs.map(need => bundle.matches(need)),
    logs: bundle.logs.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/** One entry of a tar: its header, and its bytes padded to blocks. */
function tarEntry(fields: HeaderData, text: string): Buffer {
  const body = Buffer.from(text);
  const block = Buffer.alloc(512);
  new Header({ mode: 0o644, type: 'File', size: body.length, ...fields }).encode(block);
  return Buffer.concat([block, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}
