import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import fastGlob from 'fast-glob';
import { inScratch } from './collector-support.js';
import { writeCollector } from './shell-support.js';
import { root } from './support.js';

describe('our shell scripts', () => {
  it('give shellcheck nothing to say', async () => {
    const files = await fastGlob(['test/**/*', '.ci/*', 'collector/**/*.sh'], { cwd: root, dot: true });
    const texts = await Promise.all(files.map(file => readFile(path.join(root, file), 'utf8')));
    const scripts = files.filter((_file, i) => /^#!.*\b(sh|bash)\n/.test(texts[i] ?? ''));
    expect(scripts).to.include.members(['test/setup.sh', 'test/node/hold.sh', '.ci/run']);
    const { exitCode, stdout } = await execa('shellcheck', scripts, { cwd: root, reject: false });
    expect(exitCode, stdout).to.equal(0);
  });

  it('give shellcheck nothing to say of collect.sh, which is made of them', async () => {
    await inScratch(async dir => {
      const script = await writeCollector(dir);
      const { exitCode, stdout } = await execa('shellcheck', ['-s', 'sh', script], { reject: false });
      expect(exitCode, stdout).to.equal(0);
    });
  }).timeout(120_000);
});
