import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Check, Locale } from '../../analyzer/check.js';
import check from '../../analyzer/checks/disk/filesystems-not-full.js';
import { logNeeds, readFact, runChecks } from '../../analyzer/engine.js';
import { measured } from '../../analyzer/measures/measured.js';
import { reportMeasures } from '../../analyzer/report/measures.js';
import type { Measure } from '../../analyzer/report/report.js';
import { bareBundle, HOSTILE } from '../report-support.js';
import { bundleFrom, fixtures } from '../support.js';

/** k3s tells the limits of its kubelet in its log. */
const NEEDS = logNeeds([check as unknown as Check]);

const measuresOf = async (fixture: string, locale: Locale = 'en') =>
  reportMeasures(await bundleFrom(path.join(fixtures, fixture), NEEDS), locale);
const short = ({ kind, label, used, total }: Measure) =>
  `${kind} ${label}: ${used}${total === undefined ? '' : ` of ${total}`}`;

describe('measures', () => {
  it('tell what a healthy node uses of what it has', async () => {
    const measures = await measuresOf('healthy');
    expect(measures.filter(({ kind }) => kind !== 'threads').map(short)).to.deep.equal([
      'disk / (nodefs, imagefs): 86577016832 of 270553174016',
      'inodes / (nodefs, imagefs): 812345 of 16777216',
      'memory Memory: 6618251264 of 25276502016',
      'pids Threads of the whole node: 412 of 192620',
      'pids kubepods.slice: 41 of 4915',
      'pids kubelet.service: 15 of 4915',
      'pids auditd.service: 15 of 4915',
      'pids chrony.service: 2 of 4915',
      'conntrack Tracked connections: 1840 of 131072',
      'allocatable cpu: 350 of 2000',
      'allocatable memory: 301989888 of 25171644416',
      'allocatable ephemeral-storage: 0 of 243497856212',
      'allocatable pods: 2 of 110',
      'clock-offset Clock, against its time server: 0.018',
    ]);
    expect(measures.filter(({ kind }) => kind === 'threads').map(short)[0]).to.equal('threads kubelet (1834): 18');
    expect(measures.filter(({ evidence }) => !evidence)).to.deep.equal([]);
  });

  it('say where each limit was read: the line of the node, or whose default it is', async () => {
    const [disk] = await measuresOf('healthy');
    expect(disk?.limits.map(({ name, from }) => `${name} ${from}`)).to.deep.equal([
      'nodefs.available<10% files/var/lib/kubelet/config.yaml:7',
      'imagefs.available<15% files/var/lib/kubelet/config.yaml:7',
      'imageGCHighThresholdPercent=85 files/var/lib/kubelet/config.yaml:12',
    ]);
    const k3s = await measuresOf('healthy-k3s');
    expect(k3s[0]?.limits.map(({ name, from }) => `${name} ${from}`)).to.deep.equal([
      'nodefs.available<5% k3s (default)',
      'imagefs.available<5% k3s (default)',
      'imageGCHighThresholdPercent=85 kubelet (default)',
    ]);
    // k3s replaces the defaults of the kubelet, which leaves memory and inodes without a limit.
    expect(k3s.filter(({ kind }) => kind === 'memory' || kind === 'inodes').map(({ limits }) => limits)).to.deep.equal([
      [],
      [],
    ]);
  });

  it('agree with the check on who is past a limit of the kubelet, in all its cases', async () => {
    const checks = new Map([['disk/filesystems-not-full', check as unknown as Check]]);
    for (const name of readdirSync(path.join(fixtures, 'checks/disk/filesystems-not-full'))) {
      const bundle = await bundleFrom(path.join(fixtures, 'checks/disk/filesystems-not-full', name), NEEDS);
      const [result] = runChecks(bundle, checks);
      const below = result?.status === 'fail' ? result.findings.filter(({ message }) => message === 'belowLimit') : [];
      const past = reportMeasures(bundle, 'en').filter(
        ({ kind, used, limits }) =>
          kind === 'disk' && limits.some(limit => limit.name.includes('fs.available') && used > limit.at),
      );
      const mountOf = ({ label }: Measure) => label.replace(/ \(.*/, '');
      expect(past.map(mountOf), name).to.deep.equal(below.map(({ params }) => params['mount']));
    }
  });

  it('leave out what the bundle does not tell', async () => {
    expect(reportMeasures(bareBundle(), 'en')).to.deep.equal([]);
    const kinds = (await measuresOf('checks/disk/filesystems-not-full/unknown-when-df-hangs')).map(({ kind }) => kind);
    expect(kinds).to.include('memory').and.not.include('disk');
  });

  it('are named in the language of the report', async () => {
    const labels = (await measuresOf('healthy', 'zh-CN')).map(({ label }) => label);
    expect(labels).to.include('内存').and.include('/ (nodefs, imagefs)');
  });

  it('name the pod that a process belongs to', async () => {
    const measures = await measuresOf('checks/pids/no-thread-hog/fires-and-names-the-pod');
    expect(measures.find(({ kind }) => kind === 'threads')?.label).to.match(/^\w+ \(\d+\), [\w-]+\/[\w-]+$/);
  });

  it('show no text of the node unclean', () => {
    const text = `    PID     LWP NLWP STAT WCHAN COMMAND\n    812     812    1 Ssl  futex ${HOSTILE}\n`;
    const lines = text.split('\n').map((line, i) => ({ file: 'f', line: i + 1, text: line }));
    const bundle = bareBundle({
      documents: spec => (spec.id === 'pids/threads' ? [{ path: 'f', text, lines }] : []),
    });
    expect(readFact(bundle, measured)?.[0]?.name).to.include('\x1b');
    expect(JSON.stringify(reportMeasures(bundle, 'en')))
      .to.include('owned')
      .and.not.match(/\\u00[01]|[\x7f-\x9f\u200b-\u200f\u202a-\u202e]/);
  });
});
