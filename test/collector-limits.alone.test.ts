import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { execa } from 'execa';
import { command, file, glob, type Spec } from '../bundle/spec.js';
import { collect } from '../collector/collect.js';
import { createMaskingPace } from '../collector/limits/masking-pace.js';
import { findMount, pathIn } from '../collector/limits/mounts.js';
import { collectSpecs, inScratch } from './collector-support.js';
import { root } from './support.js';

type CommandOptions = Parameters<typeof command>[3];
const sh = (name: string, script: string, options: CommandOptions = {}) =>
  command(`t/${name}`, ['sh', '-c', script], 'A test.', options);

describe('limits of a run', function () {
  this.timeout(30_000);

  it('ends within the deadline, whatever runs then', async () => {
    const specs = [
      sh('before', 'echo out'),
      sh('stubborn', 'trap "" TERM; echo begun; while :; do sleep 0.1; done', { timeoutSeconds: 60 }),
      sh('after', 'echo out'),
      file('t/file', '/proc/version', 'x'),
    ];
    const begin = performance.now();
    await collectSpecs(
      specs,
      async bundle => {
        expect(performance.now() - begin).to.be.within(2500, 6000);
        const { outcomes, limits } = await bundle.manifest();
        expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
          ['ok', undefined],
          ['timeout', 'sh was stopped: the deadline of 6 s has come'],
          ['skipped', 'no time left: the deadline of 6 s has come'],
          ['skipped', 'no time left: the deadline of 6 s has come'],
        ]);
        expect(await bundle.read('commands/t/stubborn.txt')).to.equal('begun\n');
        expect(limits).to.deep.equal({ deadlineSeconds: 6, maxBytes: 200 * 2 ** 20 });
      },
      { deadlineSeconds: 6 },
    );
  });

  it('does not wait for a reader that takes nothing', async () => {
    const begin = performance.now();
    const output = new Writable({ highWaterMark: 1, write: () => undefined });
    const result = await collect({ output, specs: [sh('a', 'echo a')], node: 'n1', deadlineSeconds: 2 });
    expect(performance.now() - begin).to.be.below(3500);
    expect(result).to.include({ kind: 'unwritten', begun: true });
    expect(result.kind === 'unwritten' && result.reason).to.match(/took nothing more until the deadline/);
  });

  it('never writes more than the size that was given, and keeps the right end', async () => {
    const noise = (bytes: number) => `head -c ${bytes} /dev/urandom | base64 -w 100`;
    const specs = [
      sh('small', 'echo out'),
      sh('document', `echo first; ${noise(100_000)}`),
      sh('log', `${noise(1_000_000)}; echo last`, { content: 'log' }),
      sh('full', 'echo out'),
      file('t/file', '/proc/version', 'x'),
    ];
    await collectSpecs(
      specs,
      async (bundle, { bytes }) => {
        expect(bytes).to.be.within(300 * 1024, 400 * 1024);
        const { outcomes } = await bundle.manifest();
        expect(outcomes.map(({ outcome }) => outcome).slice(0, 3)).to.deep.equal(['ok', 'ok', 'truncated']);
        expect(outcomes[2]?.entries[0]?.cut).to.equal('start');
        const log = await bundle.read('logs/log.log');
        expect(log).to.match(/\nlast\n$/);
        expect(log.length).to.equal(outcomes[2]?.entries[0]?.bytesKept);
        // What is small still finds a place.
        expect(outcomes[4]?.outcome).to.equal('ok');
      },
      { maxBytes: 400 * 1024 },
    );
  });

  it('begins nothing more when it is full', async () => {
    await collectSpecs(
      [sh('a', 'echo out'), file('t/file', '/proc/version', 'x')],
      async bundle => {
        for (const { outcome, reason } of (await bundle.manifest()).outcomes) {
          expect(outcome).to.equal('skipped');
          expect(reason).to.equal('no room left: the bundle has reached its limit of 20.0 KiB');
        }
      },
      { maxBytes: 20 * 1024 },
    );
  });

  it('cuts the end of a document that does not fit', async () => {
    const specs = [sh('document', 'echo first; head -c 300000 /dev/urandom | base64 -w 100')];
    await collectSpecs(
      specs,
      async (bundle, { bytes }) => {
        expect(bytes).to.be.below(200 * 1024);
        const [outcome] = (await bundle.manifest()).outcomes;
        expect(outcome?.outcome).to.equal('truncated');
        expect(outcome?.entries[0]?.cut).to.equal('end');
        const text = await bundle.read('commands/t/document.txt');
        expect(text).to.match(/^first\n[\s\S]*\n$/);
        expect(text.length).to.be.above(50 * 1024);
      },
      { maxBytes: 200 * 1024 },
    );
  });

  it('masks no more of a log than it can in time, the newest', async () => {
    const specs = [sh('log', 'seq -f "a line of a log, number %.0f" 1 4000000; sleep 60', { content: 'log' })];
    const begin = performance.now();
    await collectSpecs(
      specs,
      async bundle => {
        expect(performance.now() - begin).to.be.below(4000);
        const [outcome] = (await bundle.manifest()).outcomes;
        expect(outcome?.outcome).to.equal('timeout');
        // It may have been stopped in the middle of a line.
        expect((await bundle.read('logs/log.log')).split('\n').at(-2)).to.match(/^a line of a log, number \d+$/);
      },
      { deadlineSeconds: 4 },
    );
  });

  it('measures how fast it masks', () => {
    const pace = createMaskingPace({ secondsLeft: () => 6 });
    expect(pace.affordableBytes()).to.equal(16 * 2 ** 20);
    pace.count(64 * 1024, 5);
    expect(pace.affordableBytes(), 'a quick piece says little').to.be.within(14 * 2 ** 20, 18 * 2 ** 20);
    pace.count(64 * 1024, 875);
    expect(pace.affordableBytes(), 'a slow one much').to.be.below(3 * 2 ** 20);
    for (let i = 0; i < 100; i++) pace.count(2 ** 20, 500);
    expect(pace.affordableBytes()).to.be.within(3.8 * 2 ** 20, 4.3 * 2 ** 20);
    expect(createMaskingPace({ secondsLeft: () => 0 }).affordableBytes()).to.equal(128 * 1024);
  });

  it('holds of all files of a pattern no more than of one output', async () => {
    await inScratch(async dir => {
      for (let i = 0; i < 12; i++)
        await writeFile(path.join(dir, `${i}.log`), randomBytes(3 * 2 ** 20).toString('base64'));
      const spec = glob('t/many', `${dir}/*.log` as `/${string}`, 'x', { content: 'log', maxBytes: 8 * 2 ** 20 });
      await collectSpecs([spec], async bundle => {
        const [outcome] = (await bundle.manifest()).outcomes;
        const kept = outcome?.entries.map(({ bytesKept }) => bytesKept) ?? [];
        expect(kept).to.have.length(12);
        expect(Math.min(...kept)).to.be.above(0);
        expect(kept.reduce((sum, bytes) => sum + bytes, 0)).to.be.within(10 * 2 ** 20, 16 * 2 ** 20);
        expect(outcome?.outcome).to.equal('truncated');
        expect(outcome?.entries.at(-1)).to.include({ cut: 'start' });
      });
    });
  });

  it('asks logs for what came since and until then, where they can be asked', async () => {
    const specs = [
      command('t/since', ['echo', 'a', 'b'], 'x', { since: '--since=' }),
      command('t/all', ['echo', 'a', 'b'], 'x'),
    ];
    await collectSpecs(
      specs,
      async bundle => {
        expect(await bundle.read('commands/t/since.txt')).to.equal('--since=@1700000000 --until=@1700000060 a b\n');
        expect(await bundle.read('commands/t/all.txt')).to.equal('a b\n');
        expect((await bundle.manifest()).limits).to.include({
          since: '2023-11-14T22:13:20.999Z',
          until: '2023-11-14T22:14:20.000Z',
        });
      },
      { since: new Date(1_700_000_000_999), until: new Date(1_700_000_060_000) },
    );
  });
});

describe('a mount that hangs', function () {
  this.timeout(60_000);

  it('costs one spec its time, and is told with where it hangs', async () => {
    await inHungMount(async dir => {
      const at = (name: string) => `${dir}/${name}` as `/${string}`;
      const hang = { timeoutSeconds: 0.5 };
      const specs: readonly Spec[] = [
        file('h/file', at('a.txt'), 'x', hang),
        file('h/again', at('b.txt'), 'x'),
        glob('h/glob', at('*.conf'), 'x'),
        command('h/argument', ['stat', `--file-system`, at('x')], 'x'),
        command('h/df', ['df', '-PTk'], 'x', { dependsOn: 'mounts', whenHung: ['df', '-PTk', '/'], okExits: [1] }),
        command('h/other', ['echo', 'out'], 'x'),
      ];
      const begin = performance.now();
      await collectSpecs(specs, async bundle => {
        expect(performance.now() - begin).to.be.below(8000);
        const { outcomes } = await bundle.manifest();
        const told = `${dir} (fuse) did not answer: ${dir}/a.txt could not be read in its time`;
        expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
          ['timeout', `${dir}/a.txt could not be read in its time`],
          ['skipped', told],
          ['skipped', told],
          ['skipped', told],
          ['ok', `${dir} (fuse) did not answer: only the node's own folders were asked`],
          ['ok', undefined],
        ]);
        const stuck = outcomes[0]?.stuck;
        expect(stuck?.mount).to.equal(`${dir} (fuse)`);
        expect(stuck?.wchan).to.match(/request_wait_answer|fuse/);
        if (process.geteuid?.() === 0) expect(stuck?.stack?.join('\n')).to.match(/fuse/);
        expect(outcomes[4]?.argv).to.deep.equal(['df', '-PTk', '/']);
      });
    });
  });

  it('does not hold a search for files, nor df, nor the search for a program', async () => {
    await inHungMount(async dir => {
      const before = process.env['PATH'];
      process.env['PATH'] = `${before}:${dir}/bin`;
      try {
        const specs: readonly Spec[] = [
          command('h/absent', ['no-such-program-of-ours'], 'x', { timeoutSeconds: 0.5 }),
          command('h/df', ['df', dir], 'x', {
            dependsOn: 'mounts',
            whenHung: ['df', '-PTk', '/'],
            timeoutSeconds: 0.5,
          }),
          glob('h/glob', `${dir}/*.conf` as `/${string}`, 'x', { timeoutSeconds: 0.5 }),
        ];
        await collectSpecs(specs, async bundle => {
          const { outcomes } = await bundle.manifest();
          expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
            ['missing', 'there is no no-such-program-of-ours on this node'],
            ['ok', `${dir} (fuse) did not answer: only the node's own folders were asked`],
            [
              'skipped',
              `${dir} (fuse) did not answer: df did not end in its time, not even when killed: it hangs in the kernel (state D)`,
            ],
          ]);
          expect(outcomes[1]?.stuck?.mount).to.equal(`${dir} (fuse)`);
        });
      } finally {
        process.env['PATH'] = before;
      }
    });
  });

  it('is no place for a bundle', async () => {
    await inHungMount(async dir => {
      const result = await collect({ output: `${dir}/b.tar.gz`, specs: [], node: 'n1' });
      expect(result).to.deep.equal({
        kind: 'unwritten',
        begun: false,
        reason: `${dir}/b.tar.gz: the mount that it lies on does not answer`,
      });
    });
  });

  it('is the one whose place is the longest above a path', () => {
    const mountinfo = [
      '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
      '36 22 0:30 / /mnt/my\\040disk rw shared:1 - nfs4 server.example.com:/x rw',
      '37 36 0:31 / /mnt/my\\040disk/deep rw - ext4 /dev/vdb rw',
    ].join('\n');
    expect(findMount(mountinfo, '/mnt/my disk/a')).to.equal('/mnt/my disk (nfs4)');
    expect(findMount(mountinfo, '/mnt/my disk')).to.equal('/mnt/my disk (nfs4)');
    expect(findMount(mountinfo, '/mnt/my disk/deep/a')).to.equal('/mnt/my disk/deep (ext4)');
    expect(findMount(mountinfo, '/mnt/my disks')).to.equal(undefined);
    expect(pathIn('--root=/mnt')).to.equal('/mnt');
    expect(pathIn('/mnt')).to.equal('/mnt');
    expect(pathIn('a=/mnt')).to.equal(undefined);
  });
});

describe('a collector', function () {
  this.timeout(30_000);

  const collectIn = (dir: string, script: string, before = '') => `
    import { collect } from '${root}/dist/collector/collect.js';
    import { takeLowestPriority } from '${root}/dist/collector/limits/lowest-priority.js';
    import { command } from '${root}/dist/bundle/spec.js';
    ${before}
    const specs = [command('t/a', ['sh', '-c', ${JSON.stringify(script)}], 'x')];
    await collect({ output: '${dir}/b.tar.gz', specs, node: 'n1' });`;

  it('takes the lowest priority with all its threads, and what it runs inherits it', async () => {
    await inScratch(async dir => {
      const script = `ps -o ni= -p $$; ionice -p $$; ps -L -o ni= -p $PPID | sort -u`;
      await execa('node', ['--input-type=module', '-e', collectIn(dir, script, 'await takeLowestPriority();')]);
      const { stdout } = await execa('tar', ['xzOf', `${dir}/b.tar.gz`, 'commands/t/a.txt']);
      expect(stdout.split('\n').map(line => line.trim())).to.deep.equal(['19', 'idle', '19']);
    });
  });

  it('that is killed leaves nothing running', async () => {
    await inScratch(async dir => {
      const script = collectIn(dir, `echo begun >${dir}/begun; trap '' TERM HUP; sleep 31.9; sleep 31.9`);
      const child = spawn('node', ['--input-type=module', '-e', script], { stdio: 'ignore' });
      for (let i = 0; i < 100 && !(await readdir(dir)).includes('begun'); i++) await sleep(50);
      expect(await running('sleep 31.9')).to.equal(1);
      child.kill('SIGKILL');
      await once(child, 'exit');
      for (let i = 0; i < 40 && (await running('sleep 31.9')) > 0; i++) await sleep(50);
      expect(await running('sleep 31.9')).to.equal(0);
    });
  });
});

async function running(args: string): Promise<number> {
  const { stdout } = await execa('ps', ['-eo', 'args']);
  return stdout.split('\n').filter(line => line === args).length;
}

/** A folder that nobody who touches it comes back from, for as long as `use` runs. */
async function inHungMount(use: (dir: string) => Promise<void>): Promise<void> {
  await inScratch(async dir => {
    const mount = path.join(dir, 'hung');
    await mkdir(mount);
    const server = spawn('sh', [path.join(root, 'test/faults/hung-mount.sh'), mount], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    try {
      await once(server.stdout, 'data');
      await use(mount);
    } finally {
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
      await execa('umount', ['-l', mount], { reject: false });
    }
  });
}
