import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { judgeAll } from '../../analyzer/analyze.js';
import { fixtures } from '../support.js';

const LOOSE = path.join(fixtures, 'loose');

// As the support bundle of Harvester and Longhorn: a zip for each node, and objects of the cluster beside.
describe('archives inside an archive', () => {
  let dir: string;
  const at = (name: string) => path.join(dir, name);
  const problem = (input: string) =>
    judgeAll(input).then(
      () => 'none',
      (error: Error) => error.message,
    );

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-nested-'));
    await mkdir(at('node/logs'), { recursive: true });
    await mkdir(at('bundle/nodes'), { recursive: true });
    await cp(path.join(LOOSE, 'dmesg/iso.txt'), at('node/logs/dmesg.log'));
    await cp(path.join(LOOSE, 'log-of-kubelet/klog.txt'), at('node/logs/kubelet.log'));
    for (const name of ['kn1', 'kn2'])
      await execa('zip', ['-qr', at(`bundle/nodes/${name}.zip`), '.'], { cwd: at('node') });
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('are named, with the command for their parts, where there is nothing else', async () => {
    const said =
      /holds 2 archives, one for each node it seems \(bundle\/nodes\/kn\d\.zip, bundle\/nodes\/kn\d\.zip\), .*: unpack it, then nodetriage-analyze bundle\/nodes\/\*\.zip$/;
    await execa('zip', ['-qr', at('only.zip'), 'bundle'], { cwd: dir });
    await execa('tar', ['-cJf', at('only.tar.xz'), 'bundle'], { cwd: dir });
    expect(await problem(at('only.zip'))).to.match(said);
    expect(await problem(at('only.tar.xz'))).to.match(said);
    expect(await problem(at('bundle'))).to.match(/unpack it, then nodetriage-analyze nodes\/\*\.zip$/);
  });

  it('are counted as refused where there is something else to judge', async () => {
    await cp(at('bundle'), at('more'), { recursive: true });
    await cp(path.join(LOOSE, 'kubectl-get-nodes-o-yaml/one.txt'), at('more/nodes.yaml'));
    await execa('zip', ['-qr', at('more.zip'), 'more'], { cwd: dir });
    const [{ bundle }] = await judgeAll(at('more.zip'));
    expect(bundle.origin?.files?.filter(({ read }) => read).map(({ file }) => file)).to.deep.equal(['more/nodes.yaml']);
    expect(bundle.problems.map(({ kind, entry }) => `${kind} ${entry}`).sort()).to.deep.equal([
      'refused more/nodes/kn1.zip',
      'refused more/nodes/kn2.zip',
    ]);
  });

  it('are read when they are given themselves, although their logs are called as ours are', async () => {
    const [{ bundle, results }] = await judgeAll(at('bundle/nodes/kn1.zip'));
    expect(bundle.origin?.tool).to.equal('files');
    expect(bundle.logs.map(({ file }) => file).sort()).to.deep.equal(['logs/dmesg.log', 'logs/kubelet.log']);
    const found = results.filter(({ status }) => status === 'fail').map(({ check }) => check);
    expect(found).to.include.members(['memory/no-system-oom', 'pleg/healthy']);
  });

  it('have names that never become part of a command', async () => {
    await mkdir(at('odd'));
    await cp(at('bundle/nodes/kn1.zip'), at('odd/$(reboot).zip'));
    await execa('tar', ['-cf', at('odd.tar'), '-C', at('odd'), '.']);
    expect(await problem(at('odd.tar'))).to.match(/holds another archive \(.*\), .* then nodetriage-analyze \*\.zip$/);
    await mkdir(at('odd/;reboot'));
    await cp(at('bundle/nodes/kn1.zip'), at('odd/;reboot/kn1.zip'));
    await execa('tar', ['-cf', at('odd.tar'), '-C', at('odd'), ';reboot']);
    expect(await problem(at('odd.tar'))).to.match(/nodetriage-analyze those archives$/);
  });
});
