import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { execa } from 'execa';
import { specs } from '../bundle/specs/index.js';
import { collectorCli, inScratch, unpack } from './collector-support.js';
import { root } from './support.js';

const run = (args: readonly string[], cwd?: string) =>
  execa('node', [collectorCli, ...args], { reject: false, ...(cwd && { cwd }) });

describe('nodetriage-collect', function () {
  this.timeout(20_000);

  it('writes a bundle that only its owner can read, and says what to do with it', async () => {
    await inScratch(async dir => {
      const { exitCode, stdout, stderr } = await run(['--only', 'config/os-release,time', '--node', 'n1'], dir);
      expect(exitCode).to.equal(0);
      expect(stdout).to.equal('');
      const [name = '', ...others] = await readdir(dir);
      expect(name).to.match(/^nodetriage-.+-\d{8}T\d{6}Z\.tar\.gz$/);
      expect(others).to.deep.equal([]);
      expect(stderr)
        .to.include(path.join(dir, name))
        .and.to.match(/sha256 [0-9a-f]{64}/);
      expect((await lstat(path.join(dir, name))).mode & 0o777).to.equal(0o600);
      const bundle = await unpack(path.join(dir, name), path.join(dir, 'u'));
      expect(await bundle.read('files/etc/os-release')).to.include('NAME=');
      const { outcomes } = await bundle.manifest();
      expect(outcomes).to.have.length(specs.length);
      expect(outcomes.find(({ spec }) => spec === 'disk/df')?.reason).to.equal('left out by --only');
    });
  });

  it('streams to standard output', async () => {
    const { stdout, exitCode, stderr } = await execa(
      'node',
      [collectorCli, '-o', '-', '--quiet', '--only', 'node/uptime'],
      {
        encoding: 'buffer',
      },
    );
    expect(exitCode).to.equal(0);
    expect(stderr).to.have.length(0);
    expect(gunzipSync(stdout).toString('latin1')).to.include('commands/node/uptime.txt');
  });

  it('replaces a file, but does not follow a link', async () => {
    await inScratch(async dir => {
      await writeFile(path.join(dir, 'b.tgz'), 'old');
      await writeFile(path.join(dir, 'b.tgz.partial'), 'of a collector that was killed');
      expect((await run(['-o', 'b.tgz', '--quiet', '--only', 'node/uptime'], dir)).exitCode).to.equal(0);
      expect((await readFile(path.join(dir, 'b.tgz'))).subarray(0, 2)).to.deep.equal(Buffer.from([0x1f, 0x8b]));
      await writeFile(path.join(dir, 'target'), 'precious');
      await symlink(path.join(dir, 'target'), path.join(dir, 'link'));
      await symlink(path.join(dir, 'target'), path.join(dir, 'c.tgz.partial'));
      for (const output of ['link', 'c.tgz']) {
        const { exitCode, stderr } = await run(['-o', output, '--only', 'node/uptime'], dir);
        expect(exitCode).to.equal(2);
        expect(stderr).to.match(/is not a regular file$/);
      }
      expect(await readFile(path.join(dir, 'target'), 'utf8')).to.equal('precious');
    });
  });

  it('collects what is asked for by hand, and by a profile', async () => {
    await inScratch(async dir => {
      await writeFile(path.join(dir, 'app.conf'), 'colour = blue\npassword = "hunter2"\n');
      await writeFile(path.join(dir, 'p.yaml'), 'only: [node/uptime]\nextra: [{ command: [echo, by profile] }]\n');
      const args = [
        '-o',
        'b.tar.gz',
        '--profile',
        'p.yaml',
        '--extra-file',
        `${dir}/app.conf`,
        '--extra-command',
        'echo hi',
      ];
      const { exitCode, stderr } = await run(args, dir);
      expect(exitCode).to.equal(0);
      const bundle = await unpack(path.join(dir, 'b.tar.gz'), path.join(dir, 'u'));
      expect(await bundle.read(`files${dir}/app.conf`)).to.equal('colour = blue\npassword = "<redacted:credential>"\n');
      expect(await bundle.read('commands/extra/echo-hi.txt')).to.equal('hi\n');
      expect(await bundle.read('commands/extra/echo-by-profile.txt')).to.equal('by profile\n');
      expect(bundle.paths).to.include('commands/node/uptime.txt').and.not.to.include('commands/disk/df.txt');
      expect(stderr).to.match(/^Masked: 1 secret/m);

      const analyzer = path.join(root, 'dist/analyzer/cli.js');
      const flags = ['b.tar.gz', '-o', '-', '--format', 'md', '--quiet', '--fail-on', 'none', '--lang', 'en'];
      const { stdout } = await execa('node', [analyzer, ...flags], { cwd: dir });
      expect(stdout).to.include('read by no check').and.to.include('- `commands/extra/echo-hi.txt`');
    });
  });

  it('tells how large a bundle would be, and writes none', async () => {
    await inScratch(async dir => {
      const { exitCode, stdout } = await run(['--estimate', '--max-size', '300M'], dir);
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(
        /About [\d.]+ [KMG]iB, some [\d.]+ [KMG]iB compressed; never more than 300\.0 MiB \(--max-size\)\.$/,
      );
      expect(await readdir(dir)).to.deep.equal([]);
    });
  });

  it('warns before it begins when there is little room', async () => {
    await inScratch(async dir => {
      const script = `mount -t tmpfs -o size=60k none ${dir} && cd ${dir} && node ${collectorCli} -o b.tgz --only node`;
      const asUser = process.geteuid?.() === 0 ? [] : ['-r'];
      const { stderr } = await execa('unshare', ['-m', ...asUser, 'sh', '-c', script], { reject: false });
      expect(stderr).to.match(
        /^nodetriage-collect: little room in \S+: 60\.0 KiB are free, and about [\d.]+ KiB are expected\. Way out: -o - /,
      );
    });
  });

  it('shows on a terminal what runs, how long and how much, and leaves the line clean', async () => {
    await inScratch(async dir => {
      const command = `stty cols 40; node ${collectorCli} -o ${dir}/b.tgz --only node/vmstat,node/uptime`;
      const { stdout } = await execa('script', ['-qec', command, '/dev/null'], { cwd: dir });
      const lines = stdout.split('\r').filter(line => line.startsWith('\u001b[K'));
      expect(lines.some(line => /\d+\/\d+ {2}[12] s {2}[\d.]+ \w+ {2}node\/vmstat/.test(line))).to.equal(true);
      for (const line of lines.slice(0, -1)) expect(line.length).to.be.lessThan(40 + 3);
      expect(lines.at(-1)).to.match(/^\u001b\[K2 of 2 things collected/);
    });
  });

  const refused = [
    ['--bogus'],
    ['--deadline', '5x'],
    ['--max-size', '1T'],
    ['--since', 'yesterday'],
    ['--profile', '/nonexistent.yaml'],
    ['--extra-file', '/etc/shadow'],
    ['--extra-command', 'a | b'],
    ['word'],
    ['--only'],
    ['--only', 'nosuch/thing'],
    ['-o', '/nonexistent/b.tar.gz'],
    ['-o', '/'],
  ];
  for (const args of refused) {
    it(`refuses ${args.join(' ')} in one line`, async () => {
      await inScratch(async dir => {
        const { exitCode, stdout, stderr } = await run(args, dir);
        expect(exitCode).to.equal(2);
        expect(stdout).to.equal('');
        expect(stderr).to.match(/^nodetriage-collect: [^\n]+$/);
        expect(await readdir(dir)).to.deep.equal([]);
      });
    });
  }

  it('lists all that it collects, and why', async () => {
    const { stdout, exitCode } = await run(['--list']);
    expect(exitCode).to.equal(0);
    for (const spec of specs) expect(stdout).to.include(`${spec.id}\n`).and.to.include(spec.why);
  });

  it('helps', async () => {
    const { stdout, exitCode } = await run(['--help']);
    expect(exitCode).to.equal(0);
    expect(stdout).to.include('Exit codes').and.to.include('--kubectl');
  });

  it('names the flag that was meant', async () => {
    expect((await run(['--deadlin', '5m'])).stderr).to.include('did you mean --deadline?');
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`closes the archive on ${signal}`, async () => {
      await inScratch(async dir => {
        // vmstat takes two seconds, and the progress names its area as it begins.
        const args = [collectorCli, '-o', 'b.tar.gz', '--only', 'node/vmstat,network/addresses'];
        const child = spawn('node', args, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] });
        await once(child.stderr, 'data');
        await sleep(200);
        child.kill(signal);
        expect(await once(child, 'exit')).to.deep.equal([130, null]);
        const bundle = await unpack(path.join(dir, 'b.tar.gz'), path.join(dir, 'u'));
        expect(bundle.paths.at(-1)).to.equal('manifest.json');
        expect(await bundle.outcome('node/vmstat')).to.include({ outcome: 'failed', signal: 'SIGTERM' });
        expect(await bundle.outcome('network/addresses')).to.include({ outcome: 'skipped', reason: 'interrupted' });
        expect(existsSync(path.join(dir, 'b.tar.gz.partial'))).to.equal(false);
      });
    });
  }

  it('leaves a readable prefix when it is killed', async () => {
    await inScratch(async dir => {
      const child = startSlow(dir);
      await untilExists(path.join(dir, 'begun'));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const partial = path.join(dir, 'b.tar.gz.partial');
      expect(existsSync(path.join(dir, 'b.tar.gz'))).to.equal(false);
      const tar = gunzipSync(await readFile(partial), { finishFlush: constants.Z_SYNC_FLUSH });
      expect(tar.length % 512).to.equal(0);
      const bundle = await unpack(partial, path.join(dir, 'u'));
      expect(bundle.paths).to.deep.equal(['header.json', 'commands/t/quick.txt', 'outcomes/t/quick.json']);
    });
  });

  it('keeps what is there when the disk is full', async () => {
    await inScratch(async dir => {
      const script = `mount -t tmpfs -o size=12k none ${dir} && cd ${dir} || exit
        node ${collectorCli} -o b.tgz --only config,node,pids; echo rc=$?; tar tzf b.tgz.partial; ls`;
      const asUser = process.geteuid?.() === 0 ? [] : ['-r'];
      const { stdout, stderr } = await execa('unshare', ['-m', ...asUser, 'sh', '-c', script], { reject: false });
      expect(stdout)
        .to.match(/^rc=3$/m)
        .and.to.match(/^header\.json$/m)
        .and.to.match(/^b\.tgz\.partial$/m);
      expect(stdout).not.to.match(/^b\.tgz$/m);
      expect(stderr)
        .to.match(/no space left on the disk/)
        .and.to.include('-o -');
    });
  });
});

/** The real flow, in a process of its own, with a spec that takes for ever. */
function startSlow(dir: string) {
  const script = `
    import { collect } from '${root}/dist/collector/collect.js';
    import { command } from '${root}/dist/bundle/spec.js';
    const slow = 'touch ${dir}/begun; exec sleep 20';
    const specs = [command('t/quick', ['echo', 'quick'], 'x'), command('t/slow', ['sh', '-c', slow], 'x')];
    await collect({ output: '${dir}/b.tar.gz', specs, node: 'n1' });`;
  return spawn('node', ['--input-type=module', '-e', script], { stdio: 'ignore' });
}

async function untilExists(file: string): Promise<void> {
  for (let i = 0; i < 500 && !existsSync(file); i++) await sleep(10);
  await sleep(50);
}
