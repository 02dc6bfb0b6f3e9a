import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { readArguments } from '../../analyzer/command-line/arguments.js';
import { run } from '../../analyzer/command-line/run.js';
import type { Report } from '../../analyzer/report/report.js';
import { fixtures, withFixture } from '../support.js';
import { expectJunit, expectSarif } from './schemas.js';

const SICK = path.join(fixtures, 'checks/docker/running/fires-when-stopped');
const WARNS = path.join(fixtures, 'checks/memory/enough-available/fires-below-15-percent');

describe('nodetriage-analyze in CI', () => {
  let dir: string;
  const at = (name: string) => path.join(dir, name);
  const read = (name: string) => readFile(at(name), 'utf8');

  /** The program without its process: what it says, and its exit code. */
  async function analyze(...argv: string[]) {
    const said = { out: '', complaints: '', progress: [] as (string | undefined)[] };
    const args = await readArguments(argv, { version: '1.2.3', language: 'en' });
    if (!args) throw new Error('asked for --help');
    const code = await run(args, {
      out: text => {
        said.out += text;
      },
      complain: line => {
        said.complaints += `${line}\n`;
      },
      progress: input => void said.progress.push(input),
      input: async () => Buffer.alloc(0),
      width: 200,
      colour: false,
    });
    return { ...said, code };
  }
  const wrong = (...argv: string[]) =>
    analyze(...argv).then(
      ({ code }) => `exit ${code}`,
      error => String(error),
    );

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-ci-'));
    await mkdir(at('bundles/unpacked'), { recursive: true });
    await mkdir(at('bundles/notes'));
    await writeFile(at('bundles/notes/read.me'), 'no bundle');
    const copyTo = (name: string) => async (bundle: string) => writeFile(at(name), await readFile(bundle));
    await withFixture(SICK, copyTo('bundles/sick.tar.gz'));
    await withFixture(WARNS, copyTo('bundles/warns.tar.gz'));
    await withFixture(path.join(fixtures, 'healthy'), copyTo('well.tar.gz'));
    await execa('tar', ['-xzf', at('well.tar.gz'), '-C', at('bundles/unpacked')]);
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('takes a folder for the bundles in it, packed and unpacked, each once, and writes every format for each', async () => {
    const out = at('out/');
    const { code, complaints } = await analyze(
      at('bundles/sick.tar.gz'),
      at('bundles'),
      ...['--format', 'junit,sarif', '-o', out, '--fail-on', 'warning', '-q'],
    );
    expect(complaints).to.equal('');
    expect(code).to.equal(1);
    const expected = ['sick', 'unpacked', 'warns'].flatMap(name => [`${name}.sarif`, `${name}.xml`]);
    expect((await readdir(out)).sort()).to.deep.equal(expected);
    for (const name of expected) {
      if (name.endsWith('.sarif')) expectSarif(await read(`out/${name}`), name);
    }
    await expectJunit(
      ...(await Promise.all(expected.filter(name => name.endsWith('.xml')).map(name => read(`out/${name}`)))),
    );
  });

  it('says of several bundles in a line each how they are and where the report is', async () => {
    const { out, progress } = await analyze(at('bundles'), '-o', at('brief/'));
    expect(out).to.match(/^sick\.tar\.gz \(kn1\): This node has .*\nWritten: .*brief\/sick\.html\n/);
    expect(out.match(/^Written: /gm)).to.have.length(4);
    expect(out).to.match(/Written: .*brief\/index\.html\n$/);
    expect(progress.filter(Boolean)).to.have.length(3);
  });

  it('knows an unpacked bundle from a folder of bundles', async () => {
    await analyze(at('bundles/unpacked'), '-q', '-o', at('one.json'));
    expect((JSON.parse(await read('one.json')) as Report).bundle).to.equal('unpacked');
  });

  it('takes formats from the names of files', async () => {
    await analyze(at('bundles/sick.tar.gz'), '-q', '-o', at('a.xml'), at('a.sarif'), at('b.sarif.json'));
    await expectJunit(await read('a.xml'));
    expect(await read('b.sarif.json')).to.equal(await read('a.sarif'));
  });

  describe('with a baseline', () => {
    const sick = () => at('bundles/sick.tar.gz');
    before(() => analyze(sick(), '-q', '-o', at('before.json')));

    it('fails on nothing that an earlier report has, and says so', async () => {
      const { code, out } = await analyze(sick(), '--baseline', at('before.json'), '--fail-on', 'info');
      expect(code).to.equal(0);
      expect(out)
        .to.match(/Against the baseline: 0 new findings, \d+ known\./)
        .and.match(/ \(known\)$/m);
    });

    it('fails on what is new, and on what is worse', async () => {
      const report = JSON.parse(await read('before.json')) as Report;
      const [first, ...others] = report.findings;
      await writeFile(at('less.json'), JSON.stringify({ ...report, findings: others }));
      expect((await analyze(sick(), '-q', '--baseline', at('less.json'))).code).to.equal(1);
      await writeFile(
        at('mild.json'),
        JSON.stringify({ ...report, findings: [{ ...first, severity: 'info' }, ...others] }),
      );
      const { code, out } = await analyze(sick(), '--baseline', at('mild.json'));
      expect(code).to.equal(1);
      expect(out).to.include('(known, and worse now)');
    });

    it('reads a list of fingerprints, or of checks, with comments', async () => {
      const { findings } = JSON.parse(await read('before.json')) as Report;
      const known = findings.filter(({ severity }) => severity === 'critical').map(({ fingerprint }) => fingerprint);
      await writeFile(at('known.txt'), `# seen by the team\n${known.join('  # ticket 12\n')}\n\n`);
      expect((await analyze(sick(), '-q', '--baseline', at('known.txt'))).code).to.equal(0);
      await writeFile(at('known.json'), JSON.stringify(findings.map(({ check }) => check)));
      expect((await analyze(sick(), '-q', '--baseline', at('known.json'))).code).to.equal(0);
    });

    it('says in every format what is new', async () => {
      await writeFile(at('none.txt'), '');
      await analyze(
        sick(),
        '-q',
        '--baseline',
        at('none.txt'),
        '-o',
        at('n.json'),
        at('n.sarif'),
        at('n.md'),
        at('n.html'),
      );
      expect(await read('n.md')).to.include(', Baseline new');
      expect(await read('n.html')).to.match(/Baseline[\s\S]{0,40}<b>/);
      expect((JSON.parse(await read('n.json')) as Report).findings[0]?.baseline).to.equal('new');
      expect(await read('n.sarif')).to.include('"baselineState": "new"');
    });

    it('refuses what is none, in one line that says what to give', async () => {
      await writeFile(at('other.json'), '{"a":1}');
      await writeFile(at('broken.json'), '{"a":');
      expect(await wrong(sick(), '--baseline', at('other.json'))).to.match(
        /not a report of nodetriage; give a report\.json/,
      );
      expect(await wrong(sick(), '--baseline', at('broken.json'))).to.match(/not JSON; give/);
      expect(await wrong(sick(), '--baseline', at('nowhere.json'))).to.match(/no such file$/);
      expect(await wrong(sick(), '--baseline', dir)).to.match(/is a folder$/);
    });
  });

  describe('with a bundle of several nodes', () => {
    let two: string;
    before(async () => {
      two = at('two');
      for (const name of ['3.9-masked', '4.5-kubeadm'])
        await cp(path.join(fixtures, 'layouts/sosreport', name), path.join(two, name), { recursive: true });
    });

    it('gives each node a report of its own', async () => {
      const { code, out } = await analyze(two, '-o', at('nodes/'), '--format', 'json,junit', '--fail-on', 'none');
      expect(code).to.equal(0);
      const files = (await readdir(at('nodes'))).sort();
      expect(files).to.have.length(5).and.include('two.json');
      const names = files.flatMap(name => /^two-(.+)\.json$/.exec(name)?.[1] ?? []);
      for (const name of names) {
        const { node } = JSON.parse(await read(`nodes/two-${name}.json`)) as Report;
        expect([node.name, node.hostname]).to.include(name);
      }
      expect(out.match(/^Written: /gm)).to.have.length(5);
    });

    it('takes the one that was asked for, and says which there are', async () => {
      const { complaints } = await analyze(two, '-o', at('all-of-two.sarif'));
      const [, name = ''] =
        /tells of 2 nodes: ([^,]+), .*; give a folder, .* or choose one by --node/.exec(complaints) ?? [];
      expect(
        (await analyze(two, '-q', '--node', name, '-o', at('one-of-two.json'), '--fail-on', 'none')).code,
      ).to.equal(0);
      const { node } = JSON.parse(await read('one-of-two.json')) as Report;
      expect([node.name, node.hostname]).to.include(name);
      expect((await analyze(two, '--node', 'nobody')).complaints).to.include(`tells of no node nobody, but of ${name}`);
      expect((await analyze('--compare', two, two)).complaints).to.match(/choose one by --node/);
      expect((await analyze('--compare', two, two, '--node', name, '-q')).code).to.equal(0);
    });
  });

  it('says where bundles belong when -o took them', async () => {
    expect(await wrong('-o', at('out/'), at('bundles/'))).to.match(/put bundles first/);
  });

  it('tells what to do when two bundles would share a report', async () => {
    await mkdir(at('again'));
    await writeFile(at('again/sick.tar.gz'), await readFile(at('bundles/sick.tar.gz')));
    const same = [at('bundles/sick.tar.gz'), at('again/sick.tar.gz')];
    expect(await wrong(...same, '-o', at('out/'))).to.match(/give each bundle a name of its own/);
    expect(await wrong(...same, '-o', at('r.html'))).to.match(/give a folder: -o reports\//);
    expect(await wrong(at('well.tar.gz'), '--format', 'junit,sarif', '-o', at('r'))).to.match(
      /give it alone: -o out\//,
    );
  });
});
