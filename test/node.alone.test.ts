import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { analyze, judge, reportIn } from '../analyzer/analyze.js';
import { withCompletions } from '../analyzer/bundle-reader/same-node.js';
import { askBack } from '../analyzer/command-line/ask-back.js';
import type { Report, ReportedFinding } from '../analyzer/report/report.js';
import type { Manifest, Outcome } from '../bundle/manifest.js';
import { type BootedNode, withNode } from './node/booted-node.js';
import { expectSuccess, kubeletEnds, measured, restarted, sourceAhead, synchronised } from './node/broken-nodes.js';
import { mergeJournal } from './node/journal.js';

// From a real node to a report: systemd, dockerd, containerd, chronyd and kubectl are the real ones, the
// collector runs inside as on any node, and the bundle is analyzed outside. See CONTRIBUTING.md.

describe('a real node', function () {
  // A boot takes 1 s, a collection 5 s; this is for a machine that is busy with other things.
  this.timeout(120_000);

  describe('that is healthy', () => {
    const seen = diagnose({ use: synchronised });

    it('has no finding above info', () => {
      expect(
        seen
          .findings()
          .filter(finding => finding.severity !== 'info')
          .map(summary),
      ).to.deep.equal([]);
    });

    it('is judged in the sections that this node can show', () => {
      const ok = ['node-status', 'kubelet', 'docker', 'ntp', 'pleg', 'disk', 'inodes', 'memory', 'pids'];
      const unknown = seen.report.unknown.filter(({ section }) => ok.includes(section));
      // The group of all pods: a node in a container gets no control groups of its own where the machine has version 1.
      const others = unknown.filter(({ check }) => check !== 'pids/pods-below-limit');
      expect(others.map(({ check, reason }) => `${check}: ${reason}`)).to.deep.equal([]);
      // Its first boot: nothing is left of how the one before it ended.
      expect(seen.report.sections.find(({ id }) => id === 'reboot')?.status).to.equal('unknown');
    });

    it('is collected whole, but for what it does not have', () => {
      const others = seen.manifest.outcomes.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'missing');
      expect(others.map(({ spec, outcome, reason }) => `${spec} ${outcome}: ${reason}`)).to.deep.equal([]);
      expect(seen.report.coverage.complete).to.equal(true);
    });

    it('tells who it is: its name comes from the machine-id that the API server knows', () => {
      expect(seen.report.node).to.include({
        name: 'kn1',
        kind: 'kubeadm',
        kubeletVersion: 'v1.20.2',
        collectedAs: 'root',
      });
      expect(seen.manifest.node.nameFrom).to.include('machine-id');
    });

    it('has what the real kubectl prints', async () => {
      expect(await seen.entry('commands/kubernetes/describe-node.txt')).to.match(/^Name: +kn1$/m);
      expect(await seen.entry('commands/kubernetes/nodes.txt')).to.match(/^kn2 +Ready /m);
    });
  });

  describe('whose docker was stopped', () => {
    const seen = diagnose({
      use: node => expectSuccess(node, 'systemctl', 'stop', 'docker.socket', 'docker.service'),
    });

    it('says so, with the line of systemd', () => {
      expect(seen.checks()).to.include('docker/running');
      expect(seen.evidence('docker/running')).to.match(/inactive/);
    });

    it('does not blame the rest', () => {
      expect(seen.checks().filter(check => /^(kubelet|ntp|reboot|node-status)\//.test(check))).to.deep.equal([]);
    });
  });

  describe('whose docker hangs', () => {
    const seen = diagnose({
      use: node => expectSuccess(node, 'systemctl', 'kill', '--kill-whom=main', '--signal=STOP', 'docker.service'),
    });

    it('has a docker ps that was stopped after its time, and asked docker nothing more', () => {
      expect(seen.outcome('runtime/docker-ps')).to.equal('timeout');
      expect(seen.outcome('runtime/docker-info')).to.equal('skipped');
    });

    it('says that docker does not answer, although its unit is active', () => {
      expect(seen.checks()).to.include('docker/answers').and.not.include('docker/running');
    });
  });

  describe('whose clock is 300 s off', () => {
    const seen = diagnose({ prepare: sourceAhead, use: measured });

    it('says how far, with the line of chronyc', () => {
      expect(seen.checks()).to.include('ntp/clock-offset-small');
      expect(seen.evidence('ntp/clock-offset-small')).to.match(/System time +: 300\.\d+ seconds slow of NTP time/);
    });
  });

  describe('whose kubelet ends again and again', () => {
    let merged = 0;
    const seen = diagnose({
      async prepare(disk) {
        await kubeletEnds(disk);
        merged = await mergeJournal(disk, 'kubelet.export.gz', Date.now() - 60_000);
      },
      use: restarted,
    });

    it('says so, with what the kubelet said', () => {
      expect(seen.checks()).to.include('kubelet/not-restarting');
      expect(seen.evidence('kubelet/not-restarting')).to.include('is different from docker cgroup driver');
    });

    it('has the whole journal of before, with its times', () => {
      const log = seen.report.coverage.logs.find(({ file }) => file === 'logs/kubelet.log');
      expect(merged).to.be.greaterThan(28_000);
      expect(log?.lines).to.be.at.least(merged);
      const minutes = (Date.parse(log?.to ?? '') - Date.parse(log?.from ?? '')) / 60_000;
      expect(minutes).to.be.within(30, 33);
    });

    it('reads what was logged before this boot: the runtime refused sandboxes', async () => {
      expect(await seen.entry('logs/kubelet.log')).to.include('RunPodSandbox from runtime service failed');
    });
  });

  describe('that lost power', () => {
    const seen = diagnose({
      async use(node) {
        await node.crash();
        await node.boot();
        await synchronised(node);
      },
    });

    it('says that a boot had no shutdown before it', async () => {
      expect(seen.checks()).to.include('reboot/clean');
      const last = await seen.entry('commands/node/last.txt');
      expect(last.match(/^reboot/gm)).to.have.lengthOf(2);
      expect(last).not.to.match(/^shutdown/m);
    });

    it('does not blame the rest', () => {
      expect(seen.checks().filter(check => !check.startsWith('reboot/'))).to.deep.equal([]);
    });
  });

  describe('as seen by a user who may do nothing', () => {
    const seen = diagnose({ use: synchronised, as: 'nobody' });

    it('is collected as far as it goes, and says what was denied', () => {
      expect(seen.report.coverage.complete).to.equal(true);
      expect(seen.outcome('runtime/docker-ps')).to.equal('denied');
      expect(seen.outcome('node/uptime')).to.equal('ok');
      expect(seen.report.node.collectedAs).to.equal('nobody');
    });

    it('is asked back as root, and what that brings is read with it as one', async () => {
      expect(seen.completed.coverage.asks).to.deep.equal([]);
      expect(seen.completed.coverage.outcomes.denied).to.equal(0);
      const unknown = ({ unknown: left }: Report) => left.map(({ check }) => check);
      expect(unknown(seen.report)).to.include('docker/answers');
      expect(unknown(seen.completed)).to.not.include('docker/answers');
      expect(seen.completed.coverage.logs.find(({ file }) => file === 'logs/kubelet.log')?.lines).to.be.greaterThan(0);
    });

    it('is not called broken for what could not be seen', () => {
      expect(seen.findings().map(summary)).to.deep.equal([]);
      expect(seen.report.unknown.map(({ check }) => check)).to.include('docker/answers');
    });
  });
});

interface Scenario {
  readonly prepare?: (disk: string) => Promise<void>;
  /** What happens to the node between its boot and the collection. */
  readonly use: (node: BootedNode) => Promise<unknown>;
  readonly as?: 'root' | 'nobody';
}

interface Diagnosis {
  readonly report: Report;
  /** The report of this bundle and of what `--ask-back` asks for, run as root. */
  readonly completed: Report;
  readonly manifest: Manifest;
  /** What was found of the node, but for what is the machine's that it shares with others. */
  findings(): readonly ReportedFinding[];
  /** Ids of the checks that found it. */
  checks(): readonly string[];
  /** All evidence of a check, a line each. */
  evidence(check: string): string;
  outcome(spec: string): Outcome | undefined;
  entry(file: string): Promise<string>;
}

/** Runs in the node what `--ask-back` writes, and analyzes both bundles. */
async function askedBack(node: BootedNode, bundle: string): Promise<Report> {
  const script = path.join(path.dirname(bundle), 'more.sh');
  const more = path.join(path.dirname(bundle), 'more.tar.gz');
  await askBack(await judge(bundle), script);
  const { exitCode, stderr } = await node.runScript(script, more);
  expect(exitCode, stderr).to.equal(0);
  const [group] = await withCompletions([bundle, more]);
  expect(group, 'the two are of one node').to.deep.equal([bundle, more]);
  return reportIn(await judge(group ?? bundle), 'en');
}

/** Boots, breaks, collects inside, analyzes outside; filled in before the tests of its `describe` run. */
function diagnose({ prepare, use, as = 'root' }: Scenario): Diagnosis {
  let dir = '';
  let report: Report | undefined;
  let completed: Report | undefined;
  let manifest: Manifest | undefined;

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-test-'));
    const bundle = path.join(dir, 'bundle.tar.gz');
    const { exitCode, stderr } = await withNode(
      async node => {
        await use(node);
        const ran = await node.collect(bundle, as);
        if (as === 'nobody') completed = await askedBack(node, bundle);
        return ran;
      },
      { prepare },
    );
    expect(exitCode, stderr).to.equal(0);
    report = await analyze(bundle);
    await execa('tar', ['-xzf', bundle, '-C', dir, '--no-same-owner']);
    manifest = JSON.parse(await readFile(path.join(dir, 'manifest.json'), 'utf8')) as Manifest;
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const found = (): Report => report ?? expect.fail('the node was not analyzed');
  const collected = (): Manifest => manifest ?? expect.fail('the bundle has no manifest');
  return {
    get report() {
      return found();
    },
    get completed() {
      return completed ?? expect.fail('nothing was asked back');
    },
    get manifest() {
      return collected();
    },
    findings: () => found().findings.filter(isOfTheNode),
    checks() {
      return this.findings().map(finding => finding.check);
    },
    evidence: check =>
      found()
        .findings.filter(finding => finding.check === check)
        .flatMap(finding => finding.evidence.map(({ text }) => text))
        .join('\n'),
    outcome: spec => collected().outcomes.find(known => known.spec === spec)?.outcome,
    entry: file => readFile(path.join(dir, file), 'utf8'),
  };
}

/** The node shares its kernel and processors with the machine of the tests: how busy they are, and what the kernel says of others. */
function isOfTheNode({ section, check, evidence }: ReportedFinding): boolean {
  if (section === 'cpu' || check === 'monitoring/load-calm') return false;
  return evidence.length === 0 || evidence.some(({ file }) => !/dmesg|kernel/.test(file));
}

function summary({ check, severity, title }: ReportedFinding): string {
  return `${severity} ${check}: ${title}`;
}
