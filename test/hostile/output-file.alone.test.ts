import { chmod, lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { root } from '../support.js';

const COLLECTORS = {
  'nodetriage-collect': ['node', path.join(root, 'dist/collector/cli.js')],
  'collect.sh': ['sh', path.join(root, 'dist/collect.sh')],
} as const;

/** A predictable name in a folder that everybody may write to, as /tmp is. */
describe('what lies where a bundle is to go', () => {
  for (const [name, [program, script]] of Object.entries(COLLECTORS)) {
    it(`is never followed or overwritten through a link by ${name}, and its files are for their owner alone`, async () => {
      const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-planted-'));
      try {
        await chmod(dir, 0o1777);
        const precious = path.join(dir, 'precious');
        await writeFile(precious, 'precious');
        const collect = (output: string) =>
          execa(program, [script, '-o', path.join(dir, output), '--quiet', '--only', 'node/uptime'], {
            reject: false,
            cwd: dir,
          });
        await symlink(precious, path.join(dir, 'a.tgz'));
        await symlink(precious, path.join(dir, 'b.tgz.partial'));
        await symlink(path.join(dir, 'nowhere'), path.join(dir, 'c.tgz.partial'));
        for (const output of ['a.tgz', 'b.tgz', 'c.tgz']) {
          const { exitCode, stderr } = await collect(output);
          expect(exitCode, output).to.equal(2);
          expect(stderr).to.match(/exists and is not a regular file/);
        }
        expect(await readFile(precious, 'utf8')).to.equal('precious');
        await lstat(path.join(dir, 'nowhere')).then(
          () => expect.fail('a file was made through the link'),
          () => undefined,
        );
        expect((await collect('d.tgz')).exitCode).to.equal(0);
        expect((await lstat(path.join(dir, 'd.tgz'))).mode & 0o777).to.equal(0o600);
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    }).timeout(60_000);
  }
});
