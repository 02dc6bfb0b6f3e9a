import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { judgeLoose } from '../../analyzer/analyze.js';
import { looseText } from '../../analyzer/layouts/loose/guess.js';
import { kindNames, namedKind, recogniseText } from '../../analyzer/layouts/loose/recognise-text.js';
import { fixtures } from '../support.js';

const LOOSE = path.join(fixtures, 'loose');
const cases = readdirSync(LOOSE).flatMap(truth =>
  readdirSync(path.join(LOOSE, truth)).map(name => ({ truth, name, file: path.join(LOOSE, truth, name) })),
);

/** `kubectl get nodes -o json` is `kubectl-get-nodes-o-json`, `the journal of kernel` is `journal-of-kernel`. */
function folderOf(as: string): string {
  return as
    .replace(/^the /, '')
    .replace(/the kubelet/, 'kubelet')
    .replace(/^\/(?:etc|var)\/.*\//, '')
    .replace(/^\/proc\/mounts$/, 'proc-mounts')
    .replace(/^.*\//, '')
    .replace(/ -+/g, '-')
    .replaceAll(' ', '-');
}

describe('loose texts', () => {
  it('are thirty forms at least', () => {
    expect(cases.length).to.be.greaterThan(30);
  });

  for (const { truth, name, file } of cases) {
    it(`${truth}: ${name}`, () => {
      // The name of the file gives nothing away.
      const guess = recogniseText(looseText('text', readFileSync(file, 'utf8')));
      if (truth === 'nothing') expect(guess).to.equal(undefined);
      else if (truth === 'unsure') {
        expect(guess?.certainty).to.equal('unsure');
        expect(guess?.specs).to.deep.equal([]);
      } else expect(folderOf(guess?.as ?? ''), JSON.stringify(guess)).to.equal(truth);
    });
  }

  it('a name helps where lines do not tell, and is said to be no more than that', () => {
    const text = readFileSync(path.join(LOOSE, 'unsure/logrus-of-anybody.txt'), 'utf8');
    expect(recogniseText(looseText('containerd.log', text))).to.deep.include({
      as: 'the log of containerd',
      certainty: 'unsure',
    });
  });

  it('every kind that --as knows stands for something', () => {
    for (const name of kindNames()) expect(namedKind(name)?.specs, name).to.not.deep.equal([]);
    expect(namedKind('nonsense')).to.equal(undefined);
  });

  it('together are one node: a log, a description and the kernel', async () => {
    const files = [
      'journalctl-u-kubelet/iso.txt',
      'dmesg/iso.txt',
      'kubectl-describe-node/two-nodes.txt',
      'df/human.txt',
    ].map(name => ({ name, from: path.join(LOOSE, name) }));
    const [{ bundle, results }] = await judgeLoose({ name: 'four files', files });
    expect(bundle.header?.node.hostname).to.equal('kn1');
    expect(bundle.header?.inferred?.map(({ what }) => what)).to.include.members(['time', 'zone']);
    const found = results.filter(({ status }) => status === 'fail').map(({ check }) => check);
    expect(found).to.include.members(['pleg/healthy', 'memory/no-system-oom', 'node-status/ready']);
    expect(bundle.origin?.files?.map(({ as, certainty }) => `${as} ${certainty}`)).to.deep.equal([
      'journalctl -u kubelet sure',
      'dmesg sure',
      'kubectl describe node sure',
      'df sure',
    ]);
  });

  it('what the user says of a file counts, whatever is in it', async () => {
    const file = { name: 'node.log', from: path.join(LOOSE, 'unsure/logrus-of-anybody.txt') };
    const guess = namedKind('docker');
    if (!guess) throw new Error('docker is a kind');
    const [{ bundle }] = await judgeLoose({ name: 'node.log', files: [file], named: new Map([['node.log', guess]]) });
    expect(bundle.origin?.files).to.deep.equal([{ file: 'node.log', as: 'docker', certainty: 'sure', read: true }]);
    expect(bundle.logs.map(({ file, lines }) => [file, lines])).to.deep.equal([['node.log', 1]]);
  });
});
