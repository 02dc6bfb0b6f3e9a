import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { fixtures } from '../support.js';
import { judgeBundle } from './judge-bundle.js';

const FUZZ = fileURLToPath(new URL('fuzz.js', import.meta.url));
const BUNDLES = 300;

describe('the fuzzer', () => {
  it(`breaks nothing with ${BUNDLES} bundles, and writes nowhere else`, async () => {
    const { stdout } = await execa('node', [FUZZ, '--bundles', String(BUNDLES), '--seed', '20261125', '--jobs', '1']);
    expect(stdout).to.match(new RegExp(`^${BUNDLES} bundles in .* 0 crashes, 0 hangs`, 'm'));
    expect(stdout).to.match(/files written outside of the jobs' own folders: 0/);
  }).timeout(120_000);

  it('would see a file that is written elsewhere', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-fuzz-test-'));
    try {
      const flag = process.allowedNodeEnvironmentFlags.has('--permission')
        ? '--permission'
        : '--experimental-permission';
      const write = (file: string) =>
        execa(
          'node',
          [flag, '--allow-fs-read=*', `--allow-fs-write=${folder}/*`, '-e', `fs.writeFileSync('${file}', '')`],
          { reject: false },
        );
      expect((await write(`${folder}/inside`)).exitCode).to.equal(0);
      const outside = await write(`${folder}-outside`);
      expect(outside.exitCode).to.equal(1);
      expect(outside.stderr).to.include('ERR_ACCESS_DENIED');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('bundles that once broke something', () => {
  it('are judged as promised', async () => {
    const folder = path.join(fixtures, 'hostile');
    for (const name of (await readdir(folder)).filter(name => name.endsWith('.bundle'))) {
      for (let turn = 0; turn < 8; turn++)
        expect(await judgeBundle(path.join(folder, name), turn), name).to.equal(undefined);
    }
  }).timeout(60_000);
});
