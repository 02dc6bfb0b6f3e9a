import { expect } from 'chai';
import { surroundingsIn } from '../../analyzer/bundle-reader/surroundings-in.js';
import { reportEvidence } from '../../analyzer/report/evidence.js';
import { activityLanes } from '../../analyzer/report/lanes.js';
import { unexplainedErrors } from '../../analyzer/report/unexplained.js';
import { logScanner } from '../../analyzer/scan/log-scanner.js';
import { mergeActivity } from '../../analyzer/scan/merge-activity.js';
import { compilePatterns } from '../../analyzer/scan/pattern-set.js';
import type { Spec } from '../../bundle/spec.js';
import { dmesg, kernelJournal } from '../../bundle/specs/logs.js';
import { unitJournal } from '../../bundle/specs/units.js';
import { bareBundle } from '../report-support.js';

const START = Date.UTC(2026, 10, 23, 8);

/** Two hours in which the kubelet says the same two things; from the hundredth minute on other things, too. */
const TROUBLE = Array.from({ length: 120 }, (_, minute) => [
  ...every(1, minute, 'I', 'all is well'),
  ...every(10, minute, 'E', 'a.go:1] always there'),
  ...every(10, minute, 'E', 'a.go:1] Failed to get system container stats for "/x.service"'),
  ...(minute >= 100 ? [say(minute, 'E', 'b.go:1] never seen before'), say(minute, 'E', 'a.go:1] always there')] : []),
  ...(minute === 101 ? [say(minute, 'E', 'c.go:1] seen once')] : []),
]).flat();

describe('what no check explains', () => {
  it('is ranked by how new it is on this node, and what healthy nodes say comes last', () => {
    const found = unexplainedErrors(bundleOf([unitJournal.kubelet, TROUBLE]));
    expect(found.map(({ novelty, count, template }) => `${novelty} ${count} ${template}`)).to.deep.equal([
      'new 20 never seen before',
      'new 1 seen once',
      'more 32 always there',
      'usual 12 Failed to get system container stats for "/x.service"',
    ]);
    const [first] = found;
    expect(first).to.deep.include({
      component: 'kubelet',
      firstSeen: new Date(START + 100 * 60_000).toISOString(),
      lastSeen: new Date(START + 119 * 60_000).toISOString(),
    });
    expect(first?.sample.text).to.include('never seen before');
    expect(first?.sample.before).to.have.length(10);
    expect(first?.sample.after).to.have.length(10);
  });

  it('is not called new on a node whose logs cover too little, or that was never quiet', () => {
    const novelties = (lines: readonly string[]) =>
      unexplainedErrors(bundleOf([unitJournal.kubelet, lines])).map(({ novelty }) => novelty);
    expect(novelties([say(0, 'E', 'a.go:1] x'), say(3, 'E', 'b.go:1] y')])).to.deep.equal(['unknown', 'unknown']);
    const forever = Array.from({ length: 120 }, (_, minute) => say(minute, 'E', 'a.go:1] x'));
    expect(novelties(forever)).to.deep.equal(['usual']);
    expect(novelties(['E1123 08:00:00.000000       1 a.go:1] without a date'])).to.deep.equal(['unknown']);
  });
});

describe('activity of components', () => {
  it('is counted by the minute, the most talkative first', () => {
    const k3s = (file: string) => say(1, 'E', `${file}:1] broke`).replace('kubelet[1]', 'k3s[7]');
    const lanes = activityLanes(
      bundleOf(
        [unitJournal.k3s, [k3s('kubelet.go'), k3s('kubelet.go'), k3s('proxier.go')]],
        [unitJournal.kubelet, [say(0, 'I', 'x'), say(1, 'I', 'x'), say(3, 'E', 'x')]],
      ),
    );
    const minute = START / 60_000;
    expect(lanes).to.deep.equal([
      {
        component: 'kubelet',
        files: ['logs/k3s.log', 'logs/kubelet.log'],
        minutes: [
          [minute, 1, 0],
          [minute + 1, 3, 2],
          [minute + 3, 1, 1],
        ],
      },
      { component: 'kube-proxy', files: ['logs/k3s.log'], minutes: [[minute + 1, 1, 1]] },
    ]);
  });

  it('counts what dmesg repeats of the journal once', () => {
    const ring = (minute: number) =>
      `${new Date(START + minute * 60_000).toISOString().slice(0, 19)},000001+00:00 eth0: link up`;
    const journal = (minute: number) => say(minute, 'I', 'x').replace(/kubelet.*/, 'kernel: eth0: link up');
    const [lane] = activityLanes(
      bundleOf([dmesg, [ring(0), ring(30), ring(31)]], [kernelJournal, [journal(30), journal(31)]]),
    );
    expect(lane?.minutes.map(([minute, lines]) => [minute - START / 60_000, lines])).to.deep.equal([
      [0, 1],
      [30, 1],
      [31, 1],
    ]);
    expect(lane?.files).to.deep.equal(['logs/kernel.log', 'logs/dmesg.log']);
  });
});

describe('evidence', () => {
  it('has the matched part where cleaning has put it', () => {
    const text = 'a \x07 \u202e PLEG is not healthy: x';
    const at = { file: 'f', line: 1, text, matched: [text.indexOf('PLEG'), text.indexOf(':')] as const };
    const shown = reportEvidence(at, bareBundle());
    expect(shown.text.slice(...(shown.matched ?? []))).to.equal('PLEG is not healthy');
    const long = { ...at, text: `${'x'.repeat(1990)}PLEG is not healthy`, matched: [1990, 2009] as const };
    const cut = reportEvidence(long, bareBundle());
    expect(cut.matched).to.deep.equal([1990, cut.text.length]);
    expect(reportEvidence({ ...at, matched: [5000, 5001] }, bareBundle())).to.not.have.property('matched');
  });
});

function* every(minutes: number, minute: number, level: string, text: string): Iterable<string> {
  if (minute % minutes === 0) yield say(minute, level, text);
}

function say(minute: number, level: string, text: string): string {
  const at = new Date(START + minute * 60_000).toISOString().slice(0, 19);
  return `${at}+0000 n1 kubelet[1]: ${level}1123 08:00:00.000000       1 ${text}`;
}

/** A bundle with these logs, scanned for nothing. */
function bundleOf(...logs: readonly (readonly [Spec, readonly string[]])[]) {
  const scanner = logScanner(compilePatterns([]));
  const scanned = logs.map(([spec, lines]) => {
    const log = scanner.open(`${spec.id}.log`, [spec], {});
    log.write(Buffer.from(lines.join('\n')));
    return log.end(false);
  });
  const activity = mergeActivity(scanned);
  return bareBundle({ activity, errorGroups: scanner.errorGroups(), around: surroundingsIn([], scanned) });
}
