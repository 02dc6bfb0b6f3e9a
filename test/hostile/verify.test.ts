import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { readArguments } from '../../analyzer/command-line/arguments.js';
import { run } from '../../analyzer/command-line/run.js';
import type { EntryRecord, SpecOutcome } from '../../bundle/manifest.js';
import { fixtures } from '../support.js';
import { rawEntry, TAR_END } from './raw-tar.js';

const header = (await readFile(path.join(fixtures, 'healthy/header.json'), 'utf8')).trim();
const DF = {
  'commands/disk/df.txt': 'Filesystem\n/dev/vda1\n',
  'commands/disk/df.stderr.txt': 'df: /mnt: Stale file handle\n',
};
const OUTCOME = 'outcomes/disk/df.json';

/** The command in this process. */
async function analyzed(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = {
    out: (text: string) => void out.push(text),
    complain: (line: string) => void err.push(line),
    progress: () => undefined,
    width: 100,
    colour: false,
  };
  const exitCode = await readArguments(argv, { version: '0', language: 'en' }).then(
    args => (args ? run(args, streams) : 0),
    (error: Error) => {
      err.push(error.message);
      return 2 as const;
    },
  );
  return { stdout: out.join('').trimEnd(), stderr: err.join('\n'), exitCode };
}

describe('nodetriage-analyze --verify', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-verify-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** What a collector would have written, then changed. */
  function bundle(change: Readonly<Record<string, string | undefined>> = {}, folder = '', sha = true): Buffer {
    const entries = Object.entries(DF).map(([path, text]): EntryRecord => {
      const sha256 = sha ? createHash('sha256').update(text).digest('hex') : '';
      return { path, bytesRead: text.length, bytesKept: text.length, sha256, redactions: 0 };
    });
    const outcome: SpecOutcome = {
      spec: 'disk/df',
      outcome: 'ok',
      startedAt: '2026-11-23T20:00:00.000Z',
      durationMs: 1,
      entries,
    };
    const manifest = `${header.slice(0, -1)},"finishedAt":"2026-11-23T20:01:00.000Z","outcomes":[${JSON.stringify(outcome)}]}`;
    const all: Record<string, string | undefined> = {
      'header.json': header,
      ...DF,
      [OUTCOME]: JSON.stringify(outcome),
      'manifest.json': manifest,
      ...change,
    };
    const files = Object.entries(all).flatMap(([name, text]) =>
      text === undefined ? [] : [rawEntry({ name: `${folder}${name}` }, text)],
    );
    return gzipSync(Buffer.concat([...files, TAR_END]));
  }

  async function verify(bytes: Buffer, ...args: readonly string[]) {
    const file = path.join(dir, 'bundle.tar.gz');
    await writeFile(file, bytes);
    return analyzed('--verify', file, ...args);
  }

  it('exits with 0 when all is as the collector wrote it, also when it was packed anew', async () => {
    for (const bytes of [bundle(), bundle({}, 'n1/')]) {
      const { stdout, exitCode } = await verify(bytes);
      expect(stdout).to.match(/^ {2}intact +21 {2}commands\/disk\/df\.txt$/m);
      expect(stdout).to.match(/5 entries: 5 intact\. All is as the collector wrote it\./);
      expect(exitCode).to.equal(0);
    }
    expect((await verify(bundle(), '--quiet')).stdout.split('\n')).to.have.length(2);
  });

  it('exits with 1 and names what is altered, added, gone or cut', async () => {
    const cases: readonly (readonly [Buffer, RegExp])[] = [
      [bundle({ 'commands/disk/df.txt': 'Filesystem\n/dev/vda2\n' }), /ALTERED +21 {2}commands\/disk\/df\.txt/],
      [bundle({ 'commands/disk/df.stderr.txt': 'all is well\n' }), /ALTERED +12 {2}commands\/disk\/df\.stderr\.txt/],
      [
        bundle({
          [OUTCOME]:
            '{"spec":"disk/df","outcome":"missing","startedAt":"2026-11-23T20:00:00.000Z","durationMs":1,"entries":[]}',
        }),
        /ALTERED .*outcomes\/disk\/df\.json/,
      ],
      [bundle({ 'notes/hello.txt': 'hello' }), /ADDED +5 {2}notes\/hello\.txt/],
      [bundle({ 'commands/disk/df.txt': undefined }), /GONE +21 {2}commands\/disk\/df\.txt/],
      [bundle({ 'manifest.json': undefined }), /There is no manifest/],
      [bundle({ 'manifest.json': undefined, [OUTCOME]: undefined }), /3 entries: 1 intact, 2 unproven/],
      [bundle().subarray(0, -60), /cut-off|CUT/],
    ];
    for (const [bytes, says] of cases) {
      const { stdout, exitCode } = await verify(bytes, '--quiet');
      expect(stdout).to.match(says);
      expect(stdout).to.include('Not all is as the collector wrote it.');
      expect(exitCode, String(says)).to.equal(1);
    }
  });

  it('calls unproven what the node could not sum up', async () => {
    const { stdout, exitCode } = await verify(bundle({}, '', false));
    expect(stdout).to.match(/unproven +21 {2}commands\/disk\/df\.txt/);
    expect(exitCode).to.equal(0);
  });

  it('exits with 2 for what no collector wrote', async () => {
    const { stderr, exitCode } = await verify(gzipSync(Buffer.concat([rawEntry({ name: 'x' }, 'x'), TAR_END])));
    expect(stderr).to.match(/holds no records of nodetriage-collect/);
    expect(exitCode).to.equal(2);
  });
});

describe('the limits of reading', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-limits-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const LOG = Array.from(
    { length: 30_000 },
    (_, i) =>
      `2026-11-23T19:00:00.000000+0000 kn1 kubelet[9]: PLEG is not healthy: pleg was last seen active ${i}s ago; threshold is 3m0s\n`,
  ).join('');
  const files = { 'header.json': header, ...DF, 'logs/kubelet.log': LOG, 'commands/node/uptime.txt': 'up\n' };

  async function problemsWith(...args: readonly string[]) {
    const file = path.join(dir, 'bundle.tar');
    await writeFile(
      file,
      Buffer.concat([...Object.entries(files).map(([name, text]) => rawEntry({ name }, text)), TAR_END]),
    );
    const report = path.join(dir, 'report.json');
    const { stderr, exitCode } = await analyzed(file, '-o', report, '--quiet', ...args);
    if (exitCode === 2) return stderr;
    const { coverage } = JSON.parse(await readFile(report, 'utf8')) as {
      readonly coverage: { readonly problems: readonly { readonly kind: string; readonly detail: string }[] };
    };
    return coverage.problems.map(({ kind, detail }) => `${kind}: ${detail}`).join('\n');
  }

  const FLAGS: readonly (readonly [flag: string, value: string, says: RegExp])[] = [
    ['--max-entries', '3', /too-large: entries after the first 3 are not used/],
    ['--max-document', '10', /too-large: its last \d+ bytes are not used/],
    ['--max-documents', '500', /too-large: its last \d+ bytes are not used/],
    ['--max-document-lines', '1', /too-large: its last \d+ bytes are not used/],
    ['--max-log-lines', '1k', /too-large: it is used up to line \d+: more than 1000 are not read/],
    ['--max-matches', '1k', /too-large: it is used up to line \d+: \d+ lines were looked at more closely/],
    ['--max-content', '1M', /too-large: what follows the first \d+ bytes is not used: more than 1048576 are not read/],
  ];
  for (const [flag, value, says] of FLAGS) {
    it(`${flag}: reading ends with what was read, and the report says so`, async () => {
      expect(await problemsWith(flag, value)).to.match(says);
    });
  }

  it('refuse what is no limit', async () => {
    expect(await problemsWith('--max-content', 'much')).to.match(/--max-content is a size such as 64M, not much/);
    expect(await problemsWith('--max-line', '1M')).to.match(/--max-line is at most 16K/);
    expect(await problemsWith('--max-time', '0')).to.match(/--max-time is a time such as 10m, not 0/);
  });
});
