import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { root } from './support.js';

interface Listed {
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

describe('SECURITY.md', () => {
  it('names a test for each attack, and each of them is there', async () => {
    const rows = (await readFile(path.join(root, 'SECURITY.md'), 'utf8'))
      .split('\n')
      .filter(line => /^\| .* \| `?test\/|^\| .*`test\//.test(line));
    const named = rows.map(row => /\| `(test\/[^`]+)\.ts`: (.+) \|$/.exec(row));
    expect(rows.length).to.be.greaterThan(25);
    expect(
      named.filter(match => !match),
      'a row without file and title',
    ).to.deep.equal([]);
    const files = [...new Set(named.map(match => `dist/${match?.[1]}.js`))];
    const { stdout } = await execa('npx', ['mocha', '--dry-run', '--reporter', 'json', ...files], { cwd: root });
    const { tests } = JSON.parse(stdout) as Listed;
    const there = new Set(
      tests.map(({ file, title }) => `${path.relative(path.join(root, 'dist'), file).replace(/\.js$/, '')}: ${title}`),
    );
    expect(named.map(match => `${match?.[1]}: ${match?.[2]}`).filter(name => !there.has(name))).to.deep.equal([]);
  }).timeout(60_000);
});
