import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { judgeAll, reportsIn } from '../../analyzer/analyze.js';
import type { Cluster, Clusters } from '../../analyzer/cluster/cluster.js';
import { clustersOf, inShort } from '../../analyzer/cluster/gather.js';
import { renderClusterFile } from '../../analyzer/cluster/render.js';
import { renderCluster } from '../../analyzer/cluster/terminal.js';
import { readArguments } from '../../analyzer/command-line/arguments.js';
import { run } from '../../analyzer/command-line/run.js';
import type { Report } from '../../analyzer/report/report.js';
import { expectCluster } from '../report/schemas.js';
import { withForeign } from './foreign-bundles.js';

/** Two nodes, of which the first is broken. */
const TWO = 'rancher/two-nodes';

/** Their reports, as if the bundle told of so many more that are like the first. */
async function clusters(more = 0): Promise<Clusters> {
  return withForeign(TWO, 'tar', async input => {
    const [first, ...others] = (await judgeAll(input)).map(one => reportsIn(one, 'en'));
    if (!first) throw new Error('there is no node');
    const copies = Array.from({ length: more }, (_, i) =>
      first.map(report => ({ ...report, node: { ...report.node, name: `<b>kn${i + 3}` } })),
    ) as unknown as (typeof first)[];
    const [one, ...rest] = [first, ...others, ...copies].map(inShort);
    if (!one) throw new Error('there is no node');
    return clustersOf([one, ...rest], ['r-kn1.html', 'r kn2.html']);
  });
}

describe('several nodes of one bundle', () => {
  it('stand side by side, the worst first, and what several have comes before what one has', async () => {
    const [cluster] = await clusters(1);
    expect(cluster.nodes.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
      'kn1 problem',
      '<b>kn3 problem',
      'kn2 unknown',
    ]);
    const full = cluster.shared.find(({ check }) => check === 'disk/filesystems-not-full');
    expect(full?.nodes.map(({ name }) => name)).to.deep.equal(['kn1', '<b>kn3']);
    expect(cluster.shared.every(({ nodes }) => nodes.length === 2)).to.equal(true);
    const [alone] = await clusters();
    expect(alone.shared).to.deep.equal([]);
    expect(alone.single.map(({ check }) => check)).to.include('disk/filesystems-not-full');
  });

  it('are written as HTML that asks for nothing, in both languages, with links to the reports', async () => {
    const html = renderClusterFile(await clusters(30), 'html');
    expect(html).to.match(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(html).to.include("default-src 'none'").and.include('href="r-kn1.html"').and.include('href="r%20kn2.html"');
    expect(html).to.include('31 of 32 nodes have critical problems.').and.include('32 个节点中有 31 个存在严重问题。');
    expect(html).to.include('and 11 more nodes');
    expect(html).to.not.include('<b>kn');
  });

  it('are written as Markdown, in which names are names', async () => {
    const text = renderClusterFile(await clusters(1), 'md');
    expect(text).to.match(/^# Nodes of two-nodes\.tar\n/);
    expect(text)
      .to.include('[kn1](r-kn1.html) k3s-agent')
      .and.not.match(/(?:^|[^\\`])<b>/m);
    expect(text.indexOf('## On several nodes')).to.be.within(1, text.indexOf('PLEG is not healthy'));
  });

  it('are on the terminal, the first forty of them', async () => {
    const [cluster] = await clusters(60);
    expect(renderCluster(cluster))
      .to.match(/^62 nodes\n {2}kn1 +4 critical/)
      .and.include('  … +22\n');
  });
});

describe('nodetriage-analyze of a bundle with several nodes', () => {
  let dir: string;
  const at = (name: string) => path.join(dir, name);
  const read = (name: string) => readFile(at(name), 'utf8');
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-cluster-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  async function analyze(...argv: readonly string[]) {
    const said = { out: '', complaints: '' };
    const args = await readArguments([...argv, '--fail-on', 'none'], { version: '1', language: 'en' });
    if (!args) throw new Error('it asked for help');
    const code = await run(args, {
      out: text => {
        said.out += text;
      },
      complain: line => {
        said.complaints += `${line}\n`;
      },
      progress: () => undefined,
      width: 100,
      colour: false,
    });
    return { code, ...said };
  }

  it('writes all of them where it was told to, and each beside that', async () => {
    await withForeign(TWO, 'tar.gz', async input => {
      const { code, out } = await analyze(input, '-o', at('r.html'), at('r.json'));
      expect(code).to.equal(0);
      expect(out)
        .to.include(`Written: ${at('r.html')}\n`)
        .and.include('On one node');
    });
    expect((await readdir(dir)).sort()).to.deep.equal([
      'r-kn1.html',
      'r-kn1.json',
      'r-kn2.html',
      'r-kn2.json',
      'r.html',
      'r.json',
    ]);
    const cluster = JSON.parse(await read('r.json')) as Cluster;
    expectCluster(cluster, 'r.json');
    for (const { name, report = '' } of cluster.nodes) {
      expect((JSON.parse(await read(report)) as Report).node.name).to.equal(name);
    }
  });

  it('lists all pages where several bundles went to one folder', async () => {
    await withForeign(TWO, 'tar.gz', two =>
      withForeign('troubleshoot/two-nodes', 'zip', async other => {
        const { complaints } = await analyze(two, other, '-q', '-o', at('all/'), '--format', 'md');
        expect(complaints).to.match(/two reports would go to .*two-nodes\.md; give each bundle a name of its own/);
      }).catch((error: Error) => expect(error.message).to.match(/give each bundle a name of its own/)),
    );
    await withForeign(TWO, 'tar.gz', two =>
      withForeign('rancher/k3s', 'zip', async one => {
        expect((await analyze(two, one, '-q', '-o', at('all/'), '--format', 'md')).code).to.equal(0);
      }),
    );
    const index = await read('all/index.md');
    expect(index).to.include('[two-nodes.tar.gz](two-nodes.md)').and.include('[two-nodes.tar.gz](two-nodes-kn2.md)');
    expect(index).to.include('[k3s.zip](k3s.md)');
  });

  it('refuses what is a list for programs, and standard output', async () => {
    await withForeign(TWO, 'tar.gz', async input => {
      expect((await analyze(input, '-o', at('r.sarif'))).complaints).to.match(/2 nodes: kn1, kn2; give a folder/);
      expect((await analyze(input, '-o', '-', '--format', 'html')).complaints).to.match(/choose one by --node/);
    });
  });
});
