import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { execa } from 'execa';
import type { Report } from '../analyzer/report/report.js';
import { textWidth } from '../analyzer/report/text-width.js';
import { fixtures, root, withFixture } from './support.js';

const STOPPED = path.join(fixtures, 'checks/docker/running/fires-when-stopped');
const HEALTHY = path.join(fixtures, 'healthy');
const WARNS = path.join(fixtures, 'checks/memory/enough-available/fires-below-15-percent');

describe('nodetriage-analyze', () => {
  let dir: string;
  let sick: string;
  let well: string;
  let warns: string;

  /** The real program, in a scratch folder. */
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    execa(process.execPath, [path.join(root, 'dist/bin/nodetriage-analyze.js'), ...args], {
      cwd: dir,
      reject: false,
      env: { LC_ALL: 'C.UTF-8', NO_COLOR: '', ...env },
    });
  const files = async () => (await readdir(dir)).filter(name => !name.endsWith('.tar.gz')).sort();
  const read = (name: string) => readFile(path.join(dir, name), 'utf8');
  const copyTo = (name: string) => async (bundle: string) => {
    await writeFile(path.join(dir, name), await readFile(bundle));
    return path.join(dir, name);
  };

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-analyze-'));
    sick = await withFixture(STOPPED, copyTo('sick.tar.gz'));
    well = await withFixture(HEALTHY, copyTo('well.tar.gz'));
    warns = await withFixture(WARNS, copyTo('warns.tar.gz'));
  });
  afterEach(async () => {
    for (const name of await files()) await rm(path.join(dir, name), { recursive: true, force: true });
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('sums up on the terminal what is wrong and where it says so', async () => {
    const { stdout, stderr, exitCode } = await run([sick]);
    expect(exitCode).to.equal(1);
    expect(stderr).to.equal('');
    expect(stdout).to.match(/^kn1 · /);
    expect(stdout).to.match(/critical problem/);
    expect(stdout).to.match(/Dockerd \(RuntimeOffline\) · commands\/units\/\S+:\d+/);
    expect(stdout).to.not.include('\x1b');
  });

  it('writes several formats in one call, whole and for all to read', async () => {
    const { stdout, exitCode } = await run([sick, '-o', 'r.html', 'r.md', '-o', 'r.json']);
    expect(exitCode).to.equal(1);
    expect(await files()).to.deep.equal(['r.html', 'r.json', 'r.md']);
    expect(await read('r.html')).to.match(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(await read('r.md')).to.match(/^# Node report: kn1\n/);
    const report = JSON.parse(await read('r.json')) as Report;
    expect(report.schemaVersion).to.equal(1);
    expect(report.bundle).to.equal('sick.tar.gz');
    expect(report.findings.map(({ check }) => check)).to.include('docker/running');
    expect((await stat(path.join(dir, 'r.html'))).mode & 0o777).to.equal(0o644);
    expect(stdout).to.match(/Written: r\.html\nWritten: r\.md\nWritten: r\.json$/);
  });

  it('takes a bundle that comes after -o for a bundle', async () => {
    expect((await run(['-q', '-o', 'r.json', sick])).exitCode).to.equal(1);
    expect(await files()).to.deep.equal(['r.json']);
  });

  it('reads an unpacked folder, and a .tar', async () => {
    await mkdir(path.join(dir, 'folder'));
    await execa('tar', ['-xzf', sick, '-C', path.join(dir, 'folder')]);
    await execa('tar', ['-cf', path.join(dir, 'sick.tar'), '-C', path.join(dir, 'folder'), '.']);
    const [packed, folder, tar] = await Promise.all(
      [sick, 'folder', 'sick.tar'].map(input => run([input, '-o', '-', '--format', 'json'])),
    );
    const findings = (text: string | undefined) => (JSON.parse(text ?? '') as Report).findings;
    expect(findings(folder?.stdout)).to.deep.equal(findings(packed?.stdout));
    expect(findings(tar?.stdout)).to.deep.equal(findings(packed?.stdout));
  });

  it('writes nothing but the report to standard output for -o -', async () => {
    const { stdout } = await run([sick, '-o', '-', '--format', 'json']);
    expect((JSON.parse(stdout) as Report).findings).to.not.deep.equal([]);
    expect((await run([sick, '-o', '-', '--format', 'md'])).stdout).to.match(/^# Node report/);
  });

  it('lets --format overrule the name', async () => {
    await run([sick, '-q', '-o', 'a.txt', 'b.txt', '--format', 'md,json']);
    expect(await read('a.txt')).to.match(/^# Node report/);
    expect(JSON.parse(await read('b.txt'))).to.have.property('schemaVersion', 1);
  });

  it('names the reports of several bundles after them in a folder, which it makes', async () => {
    const { exitCode } = await run([sick, well, '-q', '-o', 'reports/', '--format', 'html,json']);
    expect(exitCode).to.equal(1);
    expect((await readdir(path.join(dir, 'reports'))).sort()).to.deep.equal([
      'index.html',
      'sick.html',
      'sick.json',
      'well.html',
      'well.json',
    ]);
    const index = await read('reports/index.html');
    expect(index.indexOf('href="sick.html"')).to.be.within(0, index.indexOf('href="well.html"'), 'the worst first');
  });

  it('takes threads for many bundles; one that is bad costs only itself', async () => {
    const copies = Array.from({ length: 8 }, (_, i) => path.join(dir, `copy-${i}.tgz`));
    for (const copy of copies) await writeFile(copy, await readFile(sick));
    await writeFile(path.join(dir, 'copy-3.tgz'), 'no bundle at all '.repeat(100));
    const { exitCode, stderr, stdout } = await run([...copies, '-o', 'many/', '--format', 'html,md']);
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/^nodetriage-analyze: .*copy-3\.tgz: not a tar[^\n]*$/);
    expect(stdout).to.include('Written: many/index.md');
    expect((await readdir(path.join(dir, 'many'))).filter(name => name.endsWith('.html'))).to.have.length(8);
    const index = await read('many/index.md');
    expect(
      index.match(/^\| \[copy-\d\.tgz\]\(copy-\d\.md\) \| `kn1` \| This node has 1 critical problem/gm),
    ).to.have.length(7);
    expect(index).to.match(/^\| `copy-3\.tgz` \| {2}\| .*not a tar/m);
    const [one, alone] = [await read('many/copy-0.md'), await run([copies[0] ?? '', '-o', '-', '--format', 'md'])];
    expect(one.trim()).to.equal(alone.stdout.trim());
  });

  it('exits by --fail-on', async () => {
    const code = async (bundle: string, failOn: string) => (await run([bundle, '-q', '--fail-on', failOn])).exitCode;
    expect(await code(sick, 'critical')).to.equal(1);
    expect(await code(sick, 'none')).to.equal(0);
    expect(await code(warns, 'critical')).to.equal(0);
    expect(await code(warns, 'warning')).to.equal(1);
    expect(await code(warns, 'info')).to.equal(1);
    expect(await code(well, 'info')).to.equal(0);
  });

  it('speaks the language of the environment, or the one it is told', async () => {
    expect((await run([sick], { LC_ALL: 'zh_CN.UTF-8' })).stdout).to.include('严重');
    expect((await run([sick, '--lang', 'en'], { LC_ALL: 'zh_CN.UTF-8' })).stdout).to.include('Critical');
    expect((await run([sick, '--lang', 'zh-CN'])).stdout).to.include('严重');
  });

  it('colours only on a terminal that wants it, and keeps to its width', async () => {
    const onTerminal = async (env: Record<string, string>) => {
      const command = `stty cols 50; '${process.execPath}' '${path.join(root, 'dist/analyzer/cli.js')}' '${sick}' --lang zh-CN`;
      const { stdout } = await execa('script', ['-qec', command, '/dev/null'], {
        reject: false,
        input: '',
        env: { TERM: 'xterm', NO_COLOR: '', ...env },
      });
      return stdout;
    };
    const [plain, dumb, coloured] = await Promise.all([
      onTerminal({ NO_COLOR: '1' }),
      onTerminal({ TERM: 'dumb' }),
      onTerminal({}),
    ]);
    expect(coloured).to.include('\x1b[1;31m');
    expect(dumb + plain).to.not.include('\x1b[1');
    // What was said while it read is taken back.
    for (const line of plain.split(/\r?\n|\r\x1b\[K/)) expect(textWidth(line), line).to.be.at.most(50);
  });

  it('says nothing when told to be quiet', async () => {
    const { stdout, stderr } = await run([sick, '--quiet', '-o', 'r.md']);
    expect(stdout + stderr).to.equal('');
  });

  it('teaches by --help and tells its --version', async () => {
    const help = await run(['--help']);
    expect(help.exitCode).to.equal(0);
    expect(help.stdout).to.include('Exit codes:').and.include('Examples:');
    const doc = await readFile(path.join(root, 'docs/ANALYZER.md'), 'utf8');
    const options = [...help.stdout.matchAll(/^ {2,6}(?:-\w, )?--([\w-]+) {2}/gm)].map(([, option = '']) => option);
    expect(options).to.include('output').and.include('baseline');
    const common = /^(help|version|lang|output|quiet)$/;
    for (const option of options.filter(one => !common.test(one))) expect(doc, option).to.include(`--${option}`);
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await run(['--version'])).stdout).to.equal(version);
  });

  it('analyzes what is left of a truncated bundle, and says so in every format', async () => {
    const bytes = await readFile(sick);
    await writeFile(path.join(dir, 'cut.tgz'), bytes.subarray(0, Math.floor(bytes.length * 0.9)));
    const { stdout, stderr, exitCode } = await run(['cut.tgz', '-o', 'r.html', 'r.md', 'r.json']);
    expect(exitCode).to.be.oneOf([0, 1]);
    expect(stderr).to.equal('');
    const report = JSON.parse(await read('r.json')) as Report;
    expect(report.coverage.complete).to.equal(false);
    expect(exitCode).to.equal(report.summary.critical > 0 ? 1 : 0);
    for (const text of [stdout, await read('r.html'), await read('r.md')])
      expect(text.replace(/\s+/g, ' ')).to.include('This bundle is incomplete');
  });

  it('stops quietly when the reader of a pipe does', async () => {
    const { stderr } = await execa(
      'sh',
      ['-c', `"$0" dist/bin/nodetriage-analyze.js "$1" -o - --format json | head -c 10`, process.execPath, sick],
      { cwd: root },
    );
    expect(stderr).to.equal('');
  });

  it('replaces a report where it is, also behind a symbolic link', async () => {
    await mkdir(path.join(dir, 'real'));
    await writeFile(path.join(dir, 'real/r.md'), 'old');
    await symlink('real/r.md', path.join(dir, 'r.md'));
    await run([sick, '-q', '-o', 'r.md']);
    expect(await read('real/r.md')).to.match(/^# Node report/);
    expect(await readdir(path.join(dir, 'real'))).to.deep.equal(['r.md']);
  });

  describe('with input or wishes that cannot be', () => {
    const cases: Record<
      string,
      { args: (at: { sick: string; well: string }) => string[]; says: RegExp; given?: () => Promise<unknown> }
    > = {
      'no input': { args: () => [], says: /no bundle given/ },
      'a missing path': { args: () => ['nowhere.tgz'], says: /nowhere\.tgz: no such file or folder/ },
      'an empty file': {
        args: () => ['empty.tgz'],
        says: /empty/,
        given: () => writeFile(path.join(dir, 'empty.tgz'), ''),
      },
      'a file that is no bundle': {
        args: () => ['text.tgz'],
        says: /not a tar, gzip, xz, zstd or zip file/,
        given: () => writeFile(path.join(dir, 'text.tgz'), 'hello\n'),
      },
      'a gzip that holds no tar': {
        args: () => ['g.tgz'],
        says: /g\.tgz/,
        given: () => writeFile(path.join(dir, 'g.tgz'), gzipSync('hello')),
      },
      'a folder without entries': { args: () => ['bare'], says: /bare/, given: () => mkdir(path.join(dir, 'bare')) },
      'a truncated file of which nothing is left': {
        args: () => ['cut.tgz'],
        says: /cut\.tgz/,
        given: async () => writeFile(path.join(dir, 'cut.tgz'), (await readFile(sick)).subarray(0, 40)),
      },
      'an unknown option': { args: at => [at.sick, '--colour'], says: /unknown option --colour/ },
      'an option without its value': { args: at => [at.sick, '-o'], says: /-o needs a value/ },
      'a language it does not speak': { args: at => [at.sick, '--lang', 'fr'], says: /--lang is one of en, zh-CN/ },
      'a severity that is none': { args: at => [at.sick, '--fail-on', 'bad'], says: /--fail-on is one of/ },
      'a format that is none': { args: at => [at.sick, '-o', 'a', '--format', 'pdf'], says: /--format knows/ },
      'a name without a format': {
        args: at => [at.sick, '-o', 'report.pdf'],
        says: /\.html, \.md, \.json, \.sarif, \.xml \(or say --format\)/,
      },
      '-o - without a format': { args: at => [at.sick, '-o', '-'], says: /-o - needs --format/ },
      'several bundles and one file': { args: at => [at.sick, at.well, '-o', 'r.html'], says: /give a folder/ },
      'a folder that is not there': { args: at => [at.sick, '-o', 'no/where/r.html'], says: /no such folder/ },
      'a bundle as its own report': {
        args: at => [at.sick, '-o', 'alias.md'],
        says: /the bundle itself/,
        given: () => symlink(sick, path.join(dir, 'alias.md')),
      },
      'a device as a report': { args: at => [at.sick, '-o', '/dev/null', '--format', 'md'], says: /is not a file/ },
    };

    for (const [name, { args, says, given }] of Object.entries(cases)) {
      it(`${name}: one line, exit 2, nothing written`, async () => {
        await given?.();
        const before = await files();
        const { stdout, stderr, exitCode } = await run([
          ...args({ sick, well }),
          ...(name.includes('path') ? ['-o', 'r.html'] : []),
        ]);
        expect(exitCode, stderr).to.equal(2);
        expect(stderr)
          .to.match(/^nodetriage-analyze: [^\n]+$/)
          .and.match(says);
        expect(stdout).to.equal('');
        expect(await files()).to.deep.equal(before);
      });
    }

    it('an output that cannot be written: one line, exit 2, and of several reports none', async () => {
      const long = `${'x'.repeat(300)}.md`;
      const { stderr, exitCode } = await run([sick, '-o', 'r.html', long]);
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/^nodetriage-analyze: cannot write [^\n]+: the name is too long$/);
      expect(await files()).to.deep.equal([]);
    });

    it('one bundle of several that is none: the others are reported, exit 2', async () => {
      const { stderr, exitCode } = await run([sick, 'nowhere.tgz', '-q', '-o', 'reports/']);
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/^nodetriage-analyze: nowhere[^\n]+$/);
      expect(await readdir(path.join(dir, 'reports'))).to.deep.equal(['sick.html']);
    });

    it('a name with terminal codes in it: they are not passed on', async () => {
      const { stderr } = await run(['\x1b]0;owned\x07\nno\u202ewhere.tgz']);
      expect(stderr).to.match(/^nodetriage-analyze: [^\n\x1b\x07\u202e]+$/);
    });

    it('a folder it may not write to: one line, exit 2', async () => {
      await mkdir(path.join(dir, 'closed'));
      await chmod(path.join(dir, 'closed'), 0o555);
      // Root may write everywhere, but for what the file system itself cannot hold.
      const target = process.getuid?.() === 0 ? '/proc/r.md' : 'closed/r.md';
      const { stderr, exitCode } = await run([sick, '-q', '-o', target]);
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/^nodetriage-analyze: cannot write [^\n]+$/);
    });
  });
});
