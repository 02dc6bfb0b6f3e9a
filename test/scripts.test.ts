import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import fastGlob from 'fast-glob';
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
});
