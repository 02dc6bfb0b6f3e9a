import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { collectorCli, inScratch, type Unpacked, unpack } from './collector-support.js';
import { writeCollector } from './shell-support.js';
import { root } from './support.js';

const ONLY = ['--only', 'node/uptime,config/hosts,network/addresses,network/routes,config/os-release'];

const COLLECTORS: Readonly<Record<string, (dir: string) => Promise<readonly [string, ...string[]]>>> = {
  'nodetriage-collect': async () => [process.execPath, collectorCli],
  'collect.sh': async dir => ['dash', await writeCollector(dir)],
};

/** A key pair of age: the file with the identity, and the recipient. */
async function keyPair(dir: string, name: string) {
  const identity = path.join(dir, name);
  await execa('age-keygen', ['-o', identity]);
  const { stdout: recipient } = await execa('age-keygen', ['-y', identity]);
  return { identity, recipient };
}

describe('--encrypt-to', function () {
  this.timeout(60_000);

  for (const [name, commandIn] of Object.entries(COLLECTORS)) {
    describe(name, () => {
      it('writes what each of the recipients can read, and nobody else', async () => {
        await inScratch(async dir => {
          const [one, two, other] = await Promise.all(['one', 'two', 'other'].map(key => keyPair(dir, key)));
          const [program, ...args] = await commandIn(dir);
          const recipients = [one, two].flatMap(pair => ['--encrypt-to', pair?.recipient ?? '']);
          const file = path.join(dir, 'b.tar.gz.age');
          const { stderr } = await execa(program, [...args, '-o', file, ...ONLY, ...recipients], {
            env: { TMPDIR: dir },
          });
          expect(stderr)
            .to.include('age -d -i KEY')
            .and.to.include(`${(await execa('sha256sum', [file])).stdout.split(' ')[0]}`);
          expect((await readFile(file, 'latin1')).slice(0, 21)).to.equal('age-encryption.org/v1');
          expect((await stat(file)).mode & 0o777).to.equal(0o600);
          for (const pair of [one, two]) {
            const plain = path.join(dir, 'plain.tar.gz');
            await execa('age', ['-d', '-i', pair?.identity ?? '', '-o', plain, file]);
            const bundle = await unpack(plain, path.join(dir, 'u'));
            expect(bundle.paths.at(-1)).to.equal('manifest.json');
            expect(await bundle.read('files/etc/os-release')).to.include('NAME');
          }
          const refused = await execa('age', ['-d', '-i', other?.identity ?? '', file], { reject: false });
          expect(refused.exitCode).not.to.equal(0);
          const analyzed = await execa('node', [path.join(root, 'dist/analyzer/cli.js'), file], { reject: false });
          expect(analyzed.exitCode).to.equal(2);
          expect(analyzed.stderr).to.match(
            /is encrypted by age; where the key is: age -d -i KEY .* > bundle.tar.gz, then nodetriage-analyze bundle.tar.gz$/,
          );
        });
      });

      it('streams to standard output', async () => {
        await inScratch(async dir => {
          const { identity, recipient } = await keyPair(dir, 'key');
          const [program, ...args] = await commandIn(dir);
          const all = [...args, '-o', '-', '--quiet', ...ONLY, '--encrypt-to', recipient];
          const { stdout } = await execa(program, all, { encoding: 'buffer', env: { TMPDIR: dir } });
          const { stdout: plain } = await execa('age', ['-d', '-i', identity], { input: stdout, encoding: 'buffer' });
          await writeFile(path.join(dir, 'plain'), plain);
          expect((await unpack(path.join(dir, 'plain'), path.join(dir, 'u'))).paths.at(-1)).to.equal('manifest.json');
        });
      });

      it('refuses what is no recipient, and writes nothing', async () => {
        await inScratch(async dir => {
          const [program, ...args] = await commandIn(dir);
          const all = [...args, '-o', path.join(dir, 'b'), '--encrypt-to', 'age1nobody'];
          const { exitCode, stderr } = await execa(program, all, { reject: false, env: { TMPDIR: dir } });
          expect(exitCode).to.equal(2);
          expect(stderr)
            .to.match(/--encrypt-to/)
            .and.not.to.include('\n');
          expect(existsSync(path.join(dir, 'b'))).to.equal(false);
        });
      });
    });
  }

  it('is refused by collect.sh where there is no age: never in clear', async () => {
    await inScratch(async dir => {
      const { recipient } = await keyPair(dir, 'key');
      const script = await writeCollector(dir);
      const hide = 'mount --bind /dev/null "$(command -v age)" && exec dash "$@"';
      const args = ['-m', 'sh', '-c', hide, 'sh', script, '-o', path.join(dir, 'b'), '--encrypt-to', recipient];
      const { exitCode, stderr } = await execa('unshare', args, { reject: false });
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/needs the program age, and this node has none: nothing was collected/);
      expect(existsSync(path.join(dir, 'b'))).to.equal(false);
    });
  });
});

describe('--obfuscate', function () {
  this.timeout(60_000);
  const hosts = '192.0.2.7 storage-7 nas.example.com\n2001:db8::7 storage-7\n';

  /** A node that is called kn7 and has a user called morgan. */
  async function obfuscate<T>(
    args: readonly string[],
    use: (run: { bundle: Unpacked; map: Record<string, string>; stderr: string; file: string }) => Promise<T>,
  ) {
    return inScratch(async dir => {
      await writeFile(path.join(dir, 'hosts'), hosts);
      await writeFile(
        path.join(dir, 'passwd'),
        `${await readFile('/etc/passwd', 'utf8')}morgan:x:1000:1000::/home/morgan:/bin/sh\n`,
      );
      await writeFile(
        path.join(dir, 'kn7.log'),
        `2026-05-01T10:00:00 kn7 sshd[1]: Accepted publickey for morgan from 192.0.2.7\nGET https://nas.example.com:5000/ failed, token=hunter2\n`,
      );
      const script = `hostname kn7; mount --bind ${dir}/hosts /etc/hosts; mount --bind ${dir}/passwd /etc/passwd; exec "$@"`;
      const file = path.join(dir, 'b.tar.gz');
      const own = ['-m', '-u', 'sh', '-c', script, 'sh', process.execPath, collectorCli, '-o', file];
      const { stderr } = await execa('unshare', [
        ...own,
        '--obfuscate',
        '--extra-file',
        `${dir}/kn7.log`,
        '--node',
        'kn7',
        ...ONLY.map(word => word.replace('config/os', 'extra,config/os')),
        ...args,
      ]);
      const { standsFor } = JSON.parse(await readFile(`${file}.map.json`, 'utf8'));
      expect((await stat(`${file}.map.json`)).mode & 0o777).to.equal(0o600);
      return use({ bundle: await unpack(file, path.join(dir, 'u')), map: standsFor, stderr, file });
    });
  }

  it('leaves no name or address of the node in any entry or path, and keeps the map beside the bundle', async () => {
    await obfuscate([], async ({ bundle, map, stderr, file }) => {
      const header = JSON.parse(await bundle.read('header.json'));
      expect(header.obfuscated).to.equal(true);
      expect((await bundle.manifest()).obfuscated).to.equal(true);
      expect(map[header.node.hostname]).to.equal('kn7');
      const addresses = Object.values(os.networkInterfaces())
        .flatMap(list => list ?? [])
        .filter(({ internal }) => !internal);
      const own = [...addresses.map(({ address }) => address), ...addresses.map(({ mac }) => mac)].filter(
        one => !one.startsWith('fe80'),
      );
      const hidden = [
        'kn7',
        'morgan',
        'storage-7',
        'nas.example.com',
        'example.com',
        '192.0.2.7',
        '2001:db8::7',
        'hunter2',
        ...own,
      ];
      for (const entry of bundle.paths) {
        const text = `${entry}\n${await bundle.read(entry)}`;
        for (const one of hidden)
          expect(
            new RegExp(`(?<![0-9a-z])${one.replaceAll('.', '[.]')}(?![0-9a-z])`).test(text),
            `${one} in ${entry}`,
          ).to.equal(false);
      }
      expect(Object.values(map)).to.include.members(['kn7', 'morgan', 'nas.example.com', '192.0.2.7']);
      expect(stderr).to.include(`${file}.map.json`);
      const analyze = async (...args: readonly string[]) =>
        (await execa('node', [path.join(root, 'dist/analyzer/cli.js'), file, '--fail-on', 'none', '-o', '-', ...args]))
          .stdout;
      expect(JSON.parse(await analyze('--format', 'json')).node.obfuscated).to.equal(true);
      expect(await analyze('--format', 'md')).to.match(/stand-ins; which stands for which is on the node.*0600/);
      expect(await analyze('--format', 'md', '--lang', 'zh-CN')).to.match(/名称与地址均为代号；对照表留在节点上.*0600/);
      expect(await analyze('--format', 'html')).to.match(/stand-ins; which stands for which is on the node/);
    });
  });

  it('says when there are more names than the map holds', async () => {
    await inScratch(async dir => {
      const names = Array.from({ length: 50_100 }, (_, i) => `from 192.0.${i >> 8}.${i & 255}\n`);
      await writeFile(path.join(dir, 'names.log'), names.join(''));
      const file = path.join(dir, 'b.tar.gz');
      const args = ['--obfuscate', '--only', 'node/uptime,extra', '--extra-file', path.join(dir, 'names.log')];
      const { stderr } = await execa('node', [collectorCli, '-o', file, ...args]);
      expect(stderr).to.match(
        /: more than 50000 names .*\n {2}It has the first 50000; what the others stand for is not kept\./,
      );
      const { standsFor } = JSON.parse(await readFile(`${file}.map.json`, 'utf8'));
      expect(Object.keys(standsFor)).to.have.length(50_000);
    });
  });

  it('refuses to begin when the map cannot be kept', async () => {
    await inScratch(async dir => {
      await writeFile(path.join(dir, 'file'), '');
      const args = [collectorCli, '-o', path.join(dir, 'file/b.tar.gz'), '--obfuscate', ...ONLY];
      const { exitCode, stderr } = await execa('node', args, { reject: false });
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/^nodetriage-collect: cannot write \S+map\.json: the folder does not exist$/);
    });
  });

  it('keeps no map of a bundle that was not begun', async () => {
    await inScratch(async dir => {
      await mkdir(path.join(dir, 'b.tar.gz'));
      const args = [collectorCli, '-o', path.join(dir, 'b.tar.gz'), '--obfuscate', ...ONLY];
      expect((await execa('node', args, { reject: false })).exitCode).to.equal(2);
      expect(await readdir(dir)).to.deep.equal(['b.tar.gz']);
    });
  });

  it('is refused by collect.sh, which says how', async () => {
    await inScratch(async dir => {
      const { exitCode, stderr } = await execa('dash', [await writeCollector(dir), '--obfuscate'], { reject: false });
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/--obfuscate needs nodetriage-collect.*--encrypt-to$/);
    });
  });
});
