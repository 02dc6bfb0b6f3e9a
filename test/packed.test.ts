import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { fixtures, root, withFixture } from './support.js';

const BUNDLED = path.join(root, 'dist/bin/nodetriage-analyze.js');
const MODULES = path.join(root, 'dist/analyzer/cli.js');

describe('the program in one file', () => {
  let dir: string;
  let bundle: string;

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-packed-'));
    await withFixture(path.join(fixtures, 'nodes/firewalld-was-switched-on'), async file => {
      bundle = path.join(dir, 'bundle.tar.gz');
      await writeFile(bundle, await readFile(file));
    });
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('says what its modules say, in every format', async () => {
    const names = ['html', 'md', 'json', 'sarif', 'xml'].map(format => `report.${format}`);
    for (const [folder, program] of [
      ['modules', MODULES],
      ['bundled', BUNDLED],
    ] as const) {
      await mkdir(path.join(dir, folder));
      const args = [
        program,
        bundle,
        '-q',
        '--fail-on',
        'none',
        '-o',
        ...names.map(name => path.join(dir, folder, name)),
      ];
      await execa(process.execPath, args);
      const compared = ['html', 'md'].map(format => path.join(dir, folder, `comparison.${format}`));
      await execa(process.execPath, [program, '--compare', bundle, bundle, '-q', '-o', ...compared]);
    }
    for (const name of [...names, 'comparison.html', 'comparison.md']) {
      const [modules, bundled] = await Promise.all(
        ['modules', 'bundled'].map(folder => readFile(path.join(dir, folder, name), 'utf8')),
      );
      expect(bundled, name).to.equal(modules);
    }
  }).timeout(30_000);

  it('has the same --help and --version', async () => {
    for (const flag of ['--help', '-h', '--version']) {
      const [modules, bundled] = await Promise.all(
        [MODULES, BUNDLED].map(program => execa(process.execPath, [program, flag])),
      );
      expect(bundled?.stdout, flag).to.equal(modules?.stdout);
    }
  });

  it('runs from what npm packs, installed elsewhere', async () => {
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    await execa('npm', ['pack', '--ignore-scripts', '--pack-destination', dir], { cwd: root });
    await execa('tar', ['-xzf', path.join(dir, `nodetriage-${version}.tgz`), '-C', dir]);
    await symlink(path.join(root, 'node_modules'), path.join(dir, 'package/node_modules'));
    const { bin } = JSON.parse(await readFile(path.join(dir, 'package/package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    for (const command of ['nodetriage-analyze', 'nodetriage-collect']) {
      const { stdout } = await execa(process.execPath, [path.join(dir, 'package', bin[command] ?? ''), '--version']);
      expect(stdout, command).to.equal(version);
    }
    const program = path.join(dir, 'package', bin['nodetriage-analyze'] ?? '');
    await execa(process.execPath, [program, bundle, '-q', '--fail-on', 'none', '-o', path.join(dir, 'elsewhere.html')]);
    expect(await readFile(path.join(dir, 'elsewhere.html'), 'utf8')).to.match(/^<!doctype html>/);

    const missing = path.join(dir, 'package/templates/strings/en.json');
    await rm(missing);
    const args = [program, bundle, '-q', '-o', path.join(dir, 'none.html')];
    const { stderr, exitCode } = await execa(process.execPath, args, { reject: false });
    expect(stderr).to.equal(
      `nodetriage-analyze: nodetriage is not installed whole, ${missing} cannot be read: install it anew`,
    );
    expect(exitCode).to.equal(2);
  }).timeout(60_000);

  it('starts from what V8 compiled of it when it was built, and as well without', async () => {
    // In a process of its own: V8 refuses the code when its flags are others, and tests change them.
    const script = `const { load } = require('./dist/bin/load.cjs');
      const cached = fs.readFileSync('./dist/bin/analyze.cjs.cache');
      const rejected = [cached, cached.subarray(0, 1000), undefined].map(data => String(load(data).script.cachedDataRejected));
      console.log(rejected.join(' '))`;
    const { stdout } = await execa(process.execPath, ['-e', script], { cwd: root });
    expect(stdout).to.equal('false true undefined');
  });
});
