import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { execa } from 'execa';
import { readBundle } from '../analyzer/bundle-reader/read-bundle.js';
import { specs as allSpecs } from '../bundle/specs/index.js';
import { collectorCli, inScratch, unpack } from './collector-support.js';
import { busyboxRoot, comparable, sh, writeCollector } from './shell-support.js';

describe('collect.sh', function () {
  this.timeout(60_000);

  it('is printed by nodetriage-collect script', async () => {
    await inScratch(async dir => {
      const { stdout } = await execa('node', [collectorCli, 'script'], { stripFinalNewline: false });
      expect(stdout).to.equal(await readFile(await writeCollector(dir), 'utf8'));
    });
  });

  it('collects this machine as the Node.js collector does, and the analyzer reads it without a word', async () => {
    const stable = ['node/uname', 'config', 'kubernetes', 'units', 'audit', 'disk/mounts', 'pids/pid-max'];
    await inScratch(async dir => {
      const args = ['--quiet', '--only', stable.join(','), '-o'];
      await execa('node', [collectorCli, ...args, path.join(dir, 'node.tar.gz')]);
      await execa('sh', [await writeCollector(dir), ...args, path.join(dir, 'sh.tar.gz')], { env: { TMPDIR: dir } });
      const read = await readBundle(path.join(dir, 'sh.tar.gz'), []);
      expect(read.problems).to.deep.equal([]);
      expect(read.finished).to.equal(true);
      expect((await lstat(path.join(dir, 'sh.tar.gz'))).mode & 0o777).to.equal(0o600);
      const byNode = await unpack(path.join(dir, 'node.tar.gz'), path.join(dir, 'n'));
      const bySh = await unpack(path.join(dir, 'sh.tar.gz'), path.join(dir, 's'));
      expect(bySh.paths).to.deep.equal(byNode.paths);
      const { outcomes, startedAt, finishedAt, uptimeSeconds, limits, ...header } = await bySh.manifest();
      const expected = await byNode.manifest();
      expect(outcomes.map(comparable)).to.deep.equal(expected.outcomes.map(comparable));
      expect(outcomes).to.have.length(allSpecs.length);
      const { format, version, node, utcOffsetMinutes, user, collector } = expected;
      const named = { ...collector, name: 'sh' };
      expect(header).to.deep.equal({ format, version, node, utcOffsetMinutes, user, collector: named });
      expect(limits).to.deep.equal({ deadlineSeconds: 300, maxBytes: 200 * 2 ** 20, only: stable.join(',') });
      expect(limits).to.deep.equal(expected.limits);
      expect(Math.abs(uptimeSeconds - expected.uptimeSeconds)).to.be.below(60);
      for (const entry of bySh.paths.filter(
        name => name.startsWith('files/etc/') || name.startsWith('commands/node/'),
      )) {
        expect(await bySh.read(entry), entry).to.equal(await byNode.read(entry));
      }
      expect((await readdir(dir)).sort()).to.deep.equal(['collect.sh', 'n', 'node.tar.gz', 's', 'sh.tar.gz']);
    });
  });

  it('needs no more than busybox', async () => {
    await inScratch(async dir => {
      const root = path.join(dir, 'root');
      const inside = await busyboxRoot(root);
      await writeFile(path.join(root, 'etc/os-release'), 'NAME=busybox\nK3S_TOKEN=hunter2\n');
      await writeCollector(root);
      const [program = '', ...args] = [...inside, '/bin/sh', '/collect.sh', '--quiet', '-o', '/b.tar.gz'];
      const { exitCode, stderr } = await execa(program, [...args, '--only', 'config,disk,pids,node/uptime'], {
        reject: false,
      });
      expect(stderr).to.equal('');
      expect(exitCode).to.equal(0);
      const { problems, finished } = await readBundle(path.join(root, 'b.tar.gz'), []);
      expect(problems).to.deep.equal([]);
      expect(finished).to.equal(true);
      const bundle = await unpack(path.join(root, 'b.tar.gz'), path.join(dir, 'u'));
      expect(await bundle.read('files/etc/os-release')).to.equal('NAME=busybox\nK3S_TOKEN=<redacted:credential>\n');
      expect((await bundle.outcome('node/uptime')).outcome).to.equal('ok');
      expect((await bundle.outcome('disk/lsblk')).outcome).to.equal('missing');
      expect(await readdir(path.join(root, 'tmp'))).to.deep.equal([]);
    });
  });

  it('is read from a pipe and streams to one', async () => {
    await inScratch(async dir => {
      const script = await writeCollector(dir);
      const shell = `sh -s -- --only config/os-release <'${script}' >'${dir}/b.tar.gz'`;
      const { stderr } = await execa('sh', ['-c', shell], { env: { TMPDIR: dir } });
      expect(stderr).to.include('Bundle: standard output');
      const { problems, finished } = await readBundle(path.join(dir, 'b.tar.gz'), []);
      expect(problems).to.deep.equal([]);
      expect(finished).to.equal(true);
      expect((await readdir(dir)).sort()).to.deep.equal(['b.tar.gz', 'collect.sh']);
    });
  });

  const refused = [
    ['--bogus'],
    ['--quiet=1'],
    ['word'],
    ['--only'],
    ['--only', 'nosuch/thing'],
    ['-o', '/nonexistent/b'],
    ['-o', '/'],
  ];
  for (const args of refused) {
    it(`refuses ${args.join(' ')} in one line`, async () => {
      await inScratch(async dir => {
        const script = await writeCollector(dir);
        const { exitCode, stdout, stderr } = await execa('sh', [script, ...args], { reject: false, cwd: dir });
        expect(exitCode).to.equal(2);
        expect(stdout).to.equal('');
        expect(stderr).to.match(/^collect\.sh: [^\n]+$/);
        expect(await readdir(dir)).to.deep.equal(['collect.sh']);
      });
    });
  }

  it('lists what the Node.js collector lists', async () => {
    await inScratch(async dir => {
      const script = await writeCollector(dir);
      const { stdout } = await execa('sh', [script, '--list', '--skip', 'logs']);
      expect(stdout).to.equal((await execa('node', [collectorCli, '--list', '--skip', 'logs'])).stdout);
    });
  });

  const middle = [sh('first', 'echo out'), sh('hangs', 'sleep 31.7'), sh('last', 'echo out')];
  const interrupted = async (dir: string, signal: NodeJS.Signals) => {
    const args = [await writeCollector(dir, middle), '--node', 'n1', '-o', path.join(dir, 'b.tar.gz')];
    const child = spawn('sh', args, { stdio: 'ignore', env: { ...process.env, TMPDIR: dir } });
    const exit = once(child, 'exit');
    const partial = path.join(dir, 'b.tar.gz.partial');
    for (let i = 0; i < 100; i++) {
      const size = await lstat(partial).then(
        ({ size: bytes }) => bytes,
        () => 0,
      );
      const running = await execa('pgrep', ['-fx', 'sleep 31.7'], { reject: false });
      if (size > 0 && running.exitCode === 0) break;
      await sleep(50);
    }
    child.kill(signal);
    return exit;
  };

  it('closes the archive on SIGTERM', async () => {
    await inScratch(async dir => {
      expect(await interrupted(dir, 'SIGTERM')).to.deep.equal([130, null]);
      const { problems } = await readBundle(path.join(dir, 'b.tar.gz'), []);
      expect(problems).to.deep.equal([]);
      const { outcomes } = await (await unpack(path.join(dir, 'b.tar.gz'), path.join(dir, 'u'))).manifest();
      expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
        ['ok', undefined],
        ['failed', 'stopped: the collector was interrupted'],
        ['skipped', 'interrupted'],
      ]);
      expect((await readdir(dir)).sort()).to.deep.equal(['b.tar.gz', 'collect.sh', 'u']);
    });
  });

  it('leaves what can be read when it is killed', async () => {
    await inScratch(async dir => {
      await interrupted(dir, 'SIGKILL');
      await execa('pkill', ['-fx', 'sleep 31.7'], { reject: false });
      const bundle = await readBundle(path.join(dir, 'b.tar.gz.partial'), []);
      expect(bundle.finished).to.equal(false);
      expect(bundle.problems.filter(({ kind }) => kind !== 'cut-off')).to.deep.equal([]);
      const { paths } = await unpack(path.join(dir, 'b.tar.gz.partial'), path.join(dir, 'u'));
      expect(paths).to.deep.equal(['header.json', 'commands/t/first.txt', 'outcomes/t/first.json']);
    });
  });

  it('says that the disk is full, and leaves what was written', async () => {
    await inScratch(async dir => {
      const big = [sh('first', 'echo out'), sh('big', 'head -c 3000000 /dev/urandom')];
      const script = await writeCollector(dir, big);
      await mkdir(path.join(dir, 'small'));
      const mounted = `mount -t tmpfs -o size=256k none "$0/small" && TMPDIR=$0 sh ${script} --quiet --node n1 -o "$0/small/b.tgz"; r=$?; cp "$0"/small/* "$0"; exit $r`;
      const { exitCode, stderr } = await execa('unshare', ['-m', 'sh', '-c', mounted, dir], { reject: false });
      expect(exitCode).to.equal(3);
      expect(stderr).to.include('cannot go on writing').and.to.include('-o -');
      const { paths } = await unpack(path.join(dir, 'b.tgz.partial'), path.join(dir, 'u'));
      expect(paths.slice(0, 3)).to.deep.equal(['header.json', 'commands/t/first.txt', 'outcomes/t/first.json']);
    });
  });
});
