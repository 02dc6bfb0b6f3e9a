import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type Judged, judge } from '../../analyzer/analyze.js';
import { LOCALES } from '../../analyzer/check.js';
import { readArguments } from '../../analyzer/command-line/arguments.js';
import { run } from '../../analyzer/command-line/run.js';
import type { Change } from '../../analyzer/comparison/change.js';
import { compare, compareIn } from '../../analyzer/comparison/compare.js';
import type { Comparison } from '../../analyzer/comparison/comparison.js';
import { COMPARISON_FORMATS, renderComparison } from '../../analyzer/comparison/render.js';
import { renderComparisonTerminal } from '../../analyzer/comparison/terminal.js';
import { HOSTILE } from '../report-support.js';
import { fixtures, withFixture } from '../support.js';
import { expectHtml, expectMarkdown, expectTerminal, HIDDEN } from './plain-text.js';
import { expectComparison } from './schemas.js';

const HEALTHY = path.join(fixtures, 'healthy');
const STOPPED = path.join(fixtures, 'checks/docker/running/fires-when-stopped');
const told = ({ entry = '', key, before = '∅', after = '∅' }: Change) => `${entry} ${key}: ${before} → ${after}`;
const states = ({ findings }: Comparison) => findings.map(({ state, finding }) => `${state} ${finding.fingerprint}`);

describe('two bundles compared', () => {
  let dir: string;
  let healthy: Judged;
  let stopped: Judged;
  const judged = (overlay: string) => withFixture(overlay, bundle => judge(bundle));

  /** A healthy node with other files, `undefined` where one is absent; `outcomes` as in a fixture. */
  async function changed(files: Readonly<Record<string, string | undefined>>, outcomes: readonly object[] = []) {
    const overlay = await mkdtemp(path.join(dir, 'node-'));
    const absent = Object.keys(files).filter(name => files[name] === undefined);
    await writeFile(path.join(overlay, 'absent.txt'), absent.join('\n'));
    await writeFile(path.join(overlay, 'outcomes.jsonl'), outcomes.map(line => JSON.stringify(line)).join('\n'));
    for (const [name, text] of Object.entries(files)) {
      if (text === undefined) continue;
      await mkdir(path.dirname(path.join(overlay, name)), { recursive: true });
      await writeFile(path.join(overlay, name), text);
    }
    return judged(overlay);
  }
  const given = (name: string) => readFile(path.join(HEALTHY, name), 'utf8');

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-comparison-'));
    [healthy, stopped] = [await judged(HEALTHY), await judged(STOPPED)];
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('are the same when they are the same', () => {
    const comparison = compare(stopped, stopped, 'en');
    expect(new Set(comparison.findings.map(({ state }) => state))).to.deep.equal(new Set(['still']));
    expect(comparison).to.deep.include({ changes: [], remarks: [], notCompared: [] });
  });

  it('tell what is new and what is gone', () => {
    expect(states(compare(healthy, stopped, 'en'))).to.include('new docker/running unit=docker');
    expect(states(compare(stopped, healthy, 'en'))).to.include('gone docker/running unit=docker');
  });

  it('do not call gone what cannot be judged any more, nor surely new what could not be judged', async () => {
    const blind = await changed({ 'commands/units/show.txt': undefined });
    expect(states(compare(stopped, blind, 'en'))).to.include('unjudged docker/running unit=docker');
    const { findings } = compare(blind, stopped, 'en');
    expect(findings.find(({ finding }) => finding.check === 'docker/running')).to.include({
      state: 'new',
      unjudgedBefore: true,
    });
  });

  it('name the settings that differ, by their names', async () => {
    const kubelet = await given('files/var/lib/kubelet/config.yaml');
    const sysctl = await given('commands/config/sysctl.txt');
    const now = await changed({
      'files/etc/docker/daemon.json':
        '{"exec-opts":["native.cgroupdriver=systemd"],"log-opts":{"max-size":"10m"},"registry-mirrors":["https://example.com"]}',
      'files/var/lib/kubelet/config.yaml': kubelet
        .replace('nodefs.available: 10%', 'nodefs.available: 5%')
        .replace(/maxPods.*\n/, ''),
      'commands/config/sysctl.txt': `${sysctl.replace(/^net.ipv4.ip_forward.*$/m, 'net.ipv4.ip_forward = 0')}\nkernel.random.uuid = 1\n`,
    });
    const changes = compare(healthy, now, 'en').changes.map(told);
    expect(changes).to.include('files/var/lib/kubelet/config.yaml evictionHard.nodefs.available: 10% → 5%');
    expect(changes).to.include('files/var/lib/kubelet/config.yaml maxPods: 110 → ∅');
    expect(changes).to.include('files/etc/docker/daemon.json registry-mirrors: ∅ → https://example.com');
    expect(changes).to.include('commands/config/sysctl.txt net.ipv4.ip_forward: 1 → 0');
    expect(changes).to.include(' Size of / (nodefs, imagefs): nodefs.available: 10% → 5%');
    expect(changes.join()).to.not.include('kernel.random');
  });

  it('tell that a secret differs, and not what it is', async () => {
    const config = (token: string) =>
      changed({ 'files/etc/rancher/k3s/config.yaml': `server: https://example.com\ntoken: ${token}\n` });
    const { changes } = compare(await config('one'), await config('other'), 'en');
    expect(changes.map(told)).to.deep.equal(['files/etc/rancher/k3s/config.yaml token: *** → ***']);
  });

  it('tell a file that is gone from one that could not be read', async () => {
    const entry = 'files/etc/docker/daemon.json';
    const gone = compare(healthy, await changed({ [entry]: undefined }), 'en');
    expect(gone.changes.map(told)).to.deep.equal([`${entry} :  → ∅`]);
    const denied = {
      spec: 'config/docker-daemon',
      outcome: 'denied',
      startedAt: '2026-11-23T20:00:00.000Z',
      durationMs: 1,
      entries: [],
    };
    const unread = compare(healthy, await changed({ [entry]: undefined }, [denied]), 'en');
    expect(unread).to.deep.include({ changes: [], notCompared: [entry] });
  });

  it('compare by lines what has no names, and what cannot be parsed', async () => {
    const now = await changed({ 'files/etc/docker/daemon.json': '{"broken":\n' });
    expect(compare(healthy, now, 'en').changes.map(told)).to.include('files/etc/docker/daemon.json {"broken":: ∅ → ');
  });

  it('remark on two nodes, a wrong order, and a start in between', async () => {
    const header = JSON.parse(await given('header.json'));
    const node = { ...header.node, bootId: undefined };
    const remarks = async (other: object) =>
      compare(healthy, await changed({ 'header.json': JSON.stringify({ ...header, ...other }) }), 'en').remarks;
    expect(await remarks({ node: { ...header.node, name: 'kn2', hostname: 'kn2' } })).to.deep.equal(['other-node']);
    const hourBefore = new Date(Date.parse(header.startedAt) - 3_600_000).toISOString();
    expect(await remarks({ startedAt: hourBefore, uptimeSeconds: header.uptimeSeconds - 3600 })).to.deep.equal([
      'wrong-order',
    ]);
    const hourAfter = new Date(Date.parse(header.startedAt) + 3_600_000).toISOString();
    expect(await remarks({ startedAt: hourAfter, uptimeSeconds: 600, node })).to.deep.equal(['rebooted']);
    expect(await remarks({ startedAt: hourAfter, node: { ...header.node, bootId: 'another' } })).to.deep.equal([
      'rebooted',
    ]);
    expect(await remarks({ startedAt: hourAfter, uptimeSeconds: header.uptimeSeconds + 3600, node })).to.deep.equal([]);
  });

  it('are written in every form and language, hostile text as text', async () => {
    const now = await changed({
      'files/etc/docker/daemon.json': JSON.stringify({ [HOSTILE]: HOSTILE, long: 'x'.repeat(1_000_000) }),
      'files/etc/hosts': `192.0.2.1 ${HOSTILE}\n`,
      // Nothing here may take time that grows with the square.
      'files/etc/resolv.conf': `nameserver${' '.repeat(500_000)}x\u2028y\n${'a'.repeat(500_000)}\n[${'['.repeat(500_000)}\n`,
    });
    const wide = { ['k'.repeat(2_000_000)]: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [i, i])) };
    const { changes, moreChanges } = compare(
      healthy,
      await changed({ 'files/etc/docker/daemon.json': JSON.stringify(wide) }),
      'en',
    );
    expect([changes.length, moreChanges > 3000]).to.deep.equal([1000, true]);
    for (const locale of LOCALES) {
      const comparisons = compareIn(healthy, now, locale);
      expectComparison(JSON.parse(renderComparison(comparisons, 'json')), locale);
      const [html, md, json] = COMPARISON_FORMATS.map(format => renderComparison(comparisons, format));
      for (const text of [html, md, json]) {
        expect(text).to.include('owned').and.not.match(HIDDEN);
        expect(text?.length).to.be.lessThan(200_000);
      }
      expectHtml(html ?? '', locale);
      await expectMarkdown(md ?? '', 0, locale);
      expectTerminal(renderComparisonTerminal(comparisons[0], { width: 60, colour: false }), 60);
    }
  });

  describe('on the command line', () => {
    let earlier: string;
    let later: string;
    const said = { out: '', complaints: '' };
    async function analyze(...argv: string[]) {
      said.out = said.complaints = '';
      const args = await readArguments(argv, { version: '1.2.3', language: 'en' });
      if (!args) throw new Error('asked for --help');
      return run(args, {
        input: async () => Buffer.alloc(0),
        out: text => {
          said.out += text;
        },
        complain: line => {
          said.complaints += line;
        },
        progress: () => {},
        width: 100,
        colour: false,
      });
    }
    const wrong = (...argv: string[]) =>
      analyze(...argv).then(
        code => `exit ${code}`,
        error => String(error),
      );
    const keep = (name: string) => async (bundle: string) => {
      await cp(bundle, path.join(dir, name));
      return path.join(dir, name);
    };

    before(async () => {
      earlier = await withFixture(HEALTHY, keep('before.tar.gz'));
      later = await withFixture(STOPPED, keep('after.tar.gz'));
    });

    it('fail on what is new', async () => {
      expect(await analyze('--compare', earlier, later)).to.equal(1);
      expect(said.out).to.match(/^New$/m);
      expect(await analyze('--compare', later, earlier)).to.equal(0);
      expect(said.out).to.match(/^Gone$/m);
      expect(await analyze('--compare', earlier, later, '--fail-on', 'none')).to.equal(0);
    });

    it('are written to files and to standard output', async () => {
      await analyze('--compare', earlier, later, '-q', '-o', path.join(dir, 'c/'), '--format', 'html,md,json');
      expect(await readFile(path.join(dir, 'c/comparison.md'), 'utf8')).to.match(/^# Two bundles compared: kn1\n/);
      await analyze('--compare', earlier, later, '-o', '-', '--format', 'json');
      expect((JSON.parse(said.out) as Comparison).comparisonVersion).to.equal(1);
    });

    it('are refused when they are not two, or the form does not exist', async () => {
      expect(await wrong('--compare', earlier)).to.match(/takes two bundles/);
      expect(await wrong('--compare', earlier, later, earlier)).to.match(/takes two bundles/);
      expect(await wrong('--compare', earlier, later, '-o', path.join(dir, 'c.sarif'))).to.match(
        /writes html, md, json, not sarif/,
      );
      expect(await wrong('--compare', earlier, later, '-o', earlier, '--format', 'md')).to.match(/.+/);
      expect(await wrong('--compare', earlier, path.join(dir, 'nowhere.tgz'))).to.equal('exit 2');
      expect(said.complaints).to.match(/no such file/);
    });
  });
});
