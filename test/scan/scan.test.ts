import { expect } from 'chai';
import fc from 'fast-check';
import { type LogMatches, type LogNeed, logMatches } from '../../analyzer/fact.js';
import { chronyLogs, kernelLogs, kubeletLogs } from '../../analyzer/facts/logs/log-sources.js';
import type { Clock } from '../../analyzer/scan/clock.js';
import type { ScannedLog } from '../../analyzer/scan/line-scanner.js';
import { logScanner } from '../../analyzer/scan/log-scanner.js';
import { mergeMatches, searchedIn } from '../../analyzer/scan/merge-matches.js';
import { compilePatterns } from '../../analyzer/scan/pattern-set.js';
import type { Spec } from '../../bundle/spec.js';
import { dmesg, kernelJournal } from '../../bundle/specs/logs.js';
import { unitJournal } from '../../bundle/specs/units.js';
import { slowScan } from './slow-scanner.js';

const pleg = logMatches({
  in: kubeletLogs,
  pattern: /PLEG is not healthy: pleg was last seen active (?<ago>\S+) ago(?<more>;.*)?/,
  anchor: 'PLEG is not healthy',
});
const plegAgain = logMatches({ in: kubeletLogs, pattern: /PLEG is not healthy$/, anchor: 'PLEG is not healthy' });
const either = logMatches({
  in: kubeletLogs,
  pattern: /(?<what>no space left|磁盘空间不足)/,
  anchor: ['no space left', '磁盘空间不足'],
});
const shortest = logMatches({ in: kubeletLogs, pattern: /1234567/, anchor: '1234567' });
const oom = logMatches({ in: kernelLogs, pattern: /Out of memory: Killed/, anchor: 'Out of memory: ' });

const USUAL = [pleg, plegAgain, either, shortest];
/** What is looked for decides whether dates, prefixes and heads of klog are passed over: each alone, because one spoils it for all. */
const NEEDS: readonly (readonly LogNeed[])[] = [
  USUAL,
  [pleg, plegAgain, either],
  ...[
    'n1 kubelet',
    ' k3s[7]: ',
    '0000 n1 k',
    'Z n1 kern',
    '1]: E112',
    '[7]: E1123 22',
    '56    77 k',
    'W1123 22:10',
    '26-11-23T22:1',
  ].map(anchor => [
    pleg,
    either,
    logMatches({ in: kubeletLogs, pattern: new RegExp(anchor.replace(/[[\]]/g, '\\$&')), anchor }),
  ]),
];

/** Whole, broken and repeated anchors, line ends, dates, colours, and what else is found in logs. */
const INGREDIENTS = [
  'PLEG is not healthy: pleg was last seen active 3m1s ago; threshold is 3m0s',
  'PLEG is not healthy: pleg was last seen active 4m ago',
  'PLEG is not healthy',
  'PLEG is not',
  ' healthy',
  'no space left',
  '磁盘空间不足',
  '磁盘空间',
  '1234567',
  '123456',
  '2345671234567',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\0',
  '\x1b[31m',
  '\n2026-11-23T22:10:00.123456+0000 n1 kubelet[1]: ',
  '\n2026-11-23T22:11:59.999999+0000 n1 kubelet[1]: E1123 22:10:00.123456    1 a.go:1] ',
  '\n2026-11-23T22:09:00+08:00 n1 kernel: ',
  '\ntime="2026-11-23T22:12:00.5Z" level=warning msg="',
  '\n2026-11-23T22:10:00Z n1 k3s[1]: time="2026-11-23T22:12:00Z" level=error msg="',
  '\n2026-11-23T22:10:00Z n1 etcd[1]: {"level":"warn","ts":1}',
  '\nW1123 22:10:00.123456    1 a.go:1] ',
  '\n2026-11-23T22:13:00.000001+0000 n1 k3s[7]: E1123 22:13:00.123456    77 kubelet.go:1823] "Failed to start',
  '\n2026-11-23T22:13:00.000001+0000 n1 k3s[7]: E1123 22:13:00.123456    77 reflector.go:9] ',
  '\n2026-11-23T22:13:00.000001+0000 k2 k3s[7]: failed',
  '\n2026-11-23T22:13:00.000001+0000 n1 sshd[7]: failed',
  '\n2026-11-23T22:14:00Z n1 kernel: Out of memory: Killed process 17',
  '\n2026-11-23T22:14:00Z n1 systemd[1]: Mounted /var with errors=remount-ro, 0 errors',
  '\n2026-11-23T22:14:00Z stderr F E1123 22:13:00.123456    77 x.go:9] of a container',
  'dial tcp 192.0.2.7:6443: connect: connection refused',
  'pod="a/b-5f7c" ',
  'EXT4-fs error E12 ',
  '\n-- Boot 0123456789abcdef --\n',
  '-- No entries --',
  'Suppressed 12 messages from k3s.service',
  ' ',
  ': ',
];

const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...INGREDIENTS) },
  { weight: 2, arbitrary: fc.string({ maxLength: 9 }) },
  // Ten of them are about as long as what is kept of lines around a hit; so is one of the next.
  { weight: 2, arbitrary: fc.integer({ min: 404, max: 412 }).map(length => `\n${'y'.repeat(length)}`) },
  { weight: 1, arbitrary: fc.integer({ min: 4088, max: 4098 }).map(length => `\n${'z'.repeat(length)}\n`) },
  { weight: 1, arbitrary: fc.integer({ min: 16_360, max: 16_400 }).map(length => 'x'.repeat(length)) },
);

describe('log scanner', () => {
  it('finds what the slow and obvious scanner finds, wherever the pieces of the log end', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 8 });
    const logs = fc.constantFrom(unitJournal.kubelet, unitJournal.k3s);
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 60 }),
        sizes,
        fc.boolean(),
        logs,
        fc.constantFrom(...NEEDS),
        (parts, sizes, cut, spec, needs) => {
          expectSame(Buffer.from(parts.join('')), sizes, cut, spec, needs);
        },
      ),
      { numRuns: 2500, seed: 20261123 },
    );
  }).timeout(120_000);

  it('and does so in a log of many blocks', () => {
    const parts = fc.sample(pieces, { numRuns: 20_000, seed: 20261123 });
    const log = Buffer.from(parts.join(''));
    expect(log.length).to.be.greaterThan(2 ** 23);
    for (const size of [log.length, 256 * 1024, 65_537]) expectSame(log, [size], false);
  }).timeout(120_000);

  it('finds an anchor at any offset to the words that it looks at', () => {
    for (let offset = 0; offset < 8; offset++) {
      expect(matches(shortest, `${'.'.repeat(offset)}1234567`).count, `after ${offset} bytes`).to.equal(1);
    }
  });

  it('passes nothing over in the head of a line that is looked for', () => {
    const heads = ['123456+0000', '123456+0800', '123450-0330', '1Z', '2Z'].flatMap(end =>
      ['', 'E1123 22:10:00.123456    77 kubelet.go:19] ', 'I1124 22:10:00.123456   912 x.go:1] ', 'E1123 2x:10 '].map(
        klog => `2026-11-23T22:10:00.${end} n1 kubelet[1]: ${klog}`,
      ),
    );
    // Of each head several in a row, all of them twice, each line at another offset to the words that are looked at.
    const lines = [...heads, ...heads].flatMap((head, i) => [0, 1, 2].map(more => `${head}${'.'.repeat(i + more)}`));
    const log = `${lines.join('\n')}\n`;
    const anchors = new Set(
      heads.flatMap(head => [7, 9, 13].flatMap(size => [...head].map((_, at) => head.slice(at, at + size)))),
    );
    let tried = 0;
    for (const anchor of anchors) {
      if (anchor.length < 7) continue;
      const need = logMatches({ in: kubeletLogs, pattern: /^/, anchor });
      const holding = lines.filter(line => line.includes(anchor)).length;
      expect(matches(need, log).count, anchor).to.equal(holding);
      tried++;
    }
    expect(tried).to.be.greaterThan(400);
  });

  it('searches a need only in the logs that it names', () => {
    const line = 'PLEG is not healthy: pleg was last seen active 3m ago\n';
    const scanned = scan([pleg], unitJournal.docker, line);
    expect(merged(pleg, [scanned])).to.deep.include({ count: 0, searched: [] });
  });

  it('reads the dates of journalctl, logrus, dmesg, klog and syslog', () => {
    const clock: Clock = {
      collectedAt: Date.UTC(2026, 10, 23, 12),
      utcOffsetMinutes: 480,
      bootedAt: Date.UTC(2026, 10, 23, 11),
    };
    const cases: [string, string | undefined][] = [
      ['2026-11-23T22:10:00.123456+0000 n1 kubelet[1]: x', '2026-11-23T22:10:00.123Z'],
      ['2026-11-23T22:10:00+08:00 n1 kubelet[1]: x', '2026-11-23T14:10:00.000Z'],
      ['2026-11-23T22:10:00-0330 n1 kubelet[1]: x', '2026-11-24T01:40:00.000Z'],
      ['2026-11-23T20:05:25,374995+00:00 x', '2026-11-23T20:05:25.374Z'],
      ['time="2024-04-03T16:19:48Z" level=info msg=x', '2024-04-03T16:19:48.000Z'],
      ['time="2017-10-26T15:06:19.997056361+08:00" level=warning msg=x', '2017-10-26T07:06:19.997Z'],
      ['[ 3298.374993] x', '2026-11-23T11:54:58.374Z'],
      ['[Mon Nov 23 20:05:25 2026] x', '2026-11-23T12:05:25.000Z'],
      ['[Sun Nov  1 00:00:00 2026] x', '2026-10-31T16:00:00.000Z'],
      ['I1123 19:59:59.245243    9 kubelet.go:1] x', '2026-11-23T11:59:59.245Z'],
      ['E1125 11:20:59.245243    9 kubelet.go:1] x', '2025-11-25T03:20:59.245Z'],
      ['W0229 11:20:59.245243    9 kubelet.go:1] x', '2024-02-29T03:20:59.245Z'],
      ['Jul 29 11:20:59 n1 kubelet[1]: x', '2026-07-29T03:20:59.000Z'],
      ['Dec  9 11:20:59 n1 kubelet[1]: x', '2025-12-09T03:20:59.000Z'],
      ['2026-13-23T22:10:00+0000 n1 x', undefined],
      ['2026-02-30T22:10:00+0000 n1 x', undefined],
      ['2026-11-23T22:10:00 without a zone', undefined],
      ['2026-11-23T22:1', undefined],
      ['Foo 29 11:20:59 n1 x', undefined],
      ['\tcontinued', undefined],
    ];
    for (const [line, wanted] of cases) {
      const { from } = scan([], unitJournal.kubelet, line, clock).summary;
      expect(from === undefined ? undefined : new Date(from).toISOString(), line).to.equal(wanted);
    }
    for (const line of ['[ 3298.374993] x', '[Mon Nov 23 20:05:25 2026] x', 'I1123 19:59:59.245243    9 k.go:1] x']) {
      expect(scan([], unitJournal.kubelet, line).summary, `${line} without a header`).to.not.have.property('from');
    }
  });

  it('counts a new year by the lines before the collection', () => {
    const clock: Clock = { collectedAt: Date.UTC(2027, 0, 2), utcOffsetMinutes: 0, bootedAt: 0 };
    const log = 'I1231 23:59:59.000000 1 a.go:1] x\nI0101 00:00:01.000000 1 a.go:1] x\n';
    const { from, to } = scan([], unitJournal.kubelet, log, clock).summary;
    expect([from, to]).to.deep.equal([Date.UTC(2026, 11, 31, 23, 59, 59), Date.UTC(2027, 0, 1, 0, 0, 1)]);
  });

  it('counts errors and warnings by the mark of the line, and what journald threw away', () => {
    const at = '2026-11-23T22:10:00+0000 n1';
    const log = [
      `${at} kubelet[1]: E1123 22:10:00.000000 1 a.go:1] x`,
      `${at} kubelet[1]: F1123 22:10:00.000000 1 a.go:1] x`,
      `${at} kubelet[1]: W1123 22:10:00.000000 1 a.go:1] x`,
      `${at} kubelet[1]: I1123 22:10:00.000000 1 a.go:1] level=error`,
      `${at} k3s[1]: time="2026-11-23T22:10:00Z" level=fatal msg=x`,
      `${at} k3s[1]: time="2026-11-23T22:10:00Z" level=warning msg=x`,
      `${at} etcd[1]: {"level":"warn","ts":"x"}`,
      `${at} kernel: Every day an Error`,
      `${at} systemd-journald[7]: Suppressed 1234 messages from k3s.service`,
      `${at} systemd-journald[7]: Suppressed 6 messages from k3s.service`,
    ].join('\n');
    const { summary } = scan([], unitJournal.kubelet, log);
    expect(summary).to.include({ lines: 10, errors: 3, warnings: 3, suppressed: 1240, cut: false });
  });

  it('takes what journalctl says of its own for no evidence', () => {
    expect(scan([], unitJournal.kubelet, '-- No entries --\n').summary.lines).to.equal(0);
    expect(matches(pleg, '-- PLEG is not healthy: pleg was last seen active 3m ago --\n').count).to.equal(0);
  });

  it('keeps a bounded number of hits, and how often in each minute', () => {
    const line = (i: number) =>
      `2026-11-23T22:${String(i % 60).padStart(2, '0')}:00+0000 n1 k[1]: PLEG is not healthy: pleg was last seen active ${i}s ago\n`;
    const found = matches(pleg, Array.from({ length: 1000 }, (_, i) => line(i)).join(''));
    expect(found.count).to.equal(1000);
    expect(found.samples.map(({ at }) => at.line)).to.deep.equal([1, 2, 3, 4, 5, 996, 997, 998, 999, 1000]);
    expect(found.samples[0]?.captures).to.deep.equal({ ago: '0s' });
    expect(found.perMinute.size).to.equal(60);
    expect([found.first?.at.line, found.last?.at.line]).to.deep.equal([1, 960]);
  });

  it('does not count a kernel line twice that the journal and dmesg both hold', () => {
    const journal = (minute: string) => `2026-11-23T22:${minute}:01+0000 n1 kernel: Out of memory: Killed process 1\n`;
    const ring = (time: string) => `${time},000000+00:00 Out of memory: Killed process 1\n`;
    const fromJournal = scan([oom], kernelJournal, journal('10') + journal('20'));
    const fromDmesg = scan(
      [oom],
      dmesg,
      ring('2026-11-23T21:00:00') + ring('2026-11-23T22:10:00') + ring('2026-11-23T22:20:00'),
    );
    const both = merged(oom, [fromDmesg, fromJournal]);
    expect(both.count, 'two, and the one from before the journal begins').to.equal(3);
    expect(both.first?.at).to.include({ file: 'logs/dmesg.log', line: 1 });
    expect(both.searched.map(({ file }) => file)).to.deep.equal(['logs/kernel.log', 'logs/dmesg.log']);
    expect(merged(oom, [fromDmesg]).count, 'dmesg alone').to.equal(3);
    const emptyJournal = scan([oom], kernelJournal, '-- No entries --\n');
    expect(merged(oom, [emptyJournal, fromDmesg]).count, 'journal without entries').to.equal(3);
  });

  it('adds up logs that hold different lines', () => {
    const need = logMatches({ in: chronyLogs, pattern: /no selectable sources/, anchor: 'no selectable sources' });
    const late = scan([need], unitJournal.chronyd, '2026-11-23T22:10:00+0000 n1 c[1]: no selectable sources\n');
    const early = scan([need], unitJournal.chrony, '2026-11-22T22:10:00+0000 n1 c[1]: no selectable sources\n');
    const found = merged(need, [late, early]);
    expect(found.count).to.equal(2);
    expect([found.first?.at.file, found.last?.at.file]).to.deep.equal(['logs/chrony.log', 'logs/chronyd.log']);
  });

  it('looks at so much of each line as is asked for', () => {
    const line = `2026-11-23T22:10:00+0000 n1 c[1]: ${'x'.repeat(2000)}no selectable sources`;
    const need = logMatches({ in: chronyLogs, pattern: /no selectable sources/, anchor: 'no selectable sources' });
    const found = (lineBytes?: number) => {
      const log = logScanner(compilePatterns([need]), lineBytes).open('logs/chronyd.log', [unitJournal.chronyd], {});
      log.write(Buffer.from(`${line}\n2026-11-23T22:11:00+0000 n1 c[1]: no selectable sources\n`));
      return merged(need, [log.end(false)]).samples.map(({ at }) => at.line);
    };
    expect([found(), found(1024)]).to.deep.equal([[1, 2], [2]]);
  });

  it('refuses patterns that it could not serve', () => {
    const need = (pattern: RegExp, anchor: string | string[]) => logMatches({ in: kubeletLogs, pattern, anchor });
    expect(() => compilePatterns([need(/123456/, '123456')])).to.throw(/shorter than 7 bytes/);
    expect(() => compilePatterns([need(/1234567/g, '1234567')])).to.throw(/no g or y flag/);
    expect(() => compilePatterns([need(/1234567/, [])])).to.throw(/no anchor/);
    expect(() => compilePatterns([need(/1234567\n/, '1234567\n')])).to.throw(/line end/);
  });
});

/** Scans a log in pieces of these sizes, in turns, and holds all that is found against the slow scanner. */
function expectSame(
  log: Buffer,
  sizes: readonly number[],
  cut: boolean,
  spec: Spec = unitJournal.kubelet,
  needs: readonly LogNeed[] = USUAL,
): void {
  const scanner = logScanner(compilePatterns(needs));
  const file = `logs/${spec.id.slice(5)}.log`;
  const scan = scanner.open(file, [spec], {});
  for (let at = 0, i = 0; at < log.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    scan.write(log.subarray(at, at + size));
    at += size;
  }
  const fast = scan.end(cut);
  const slow = slowScan(file, log, needs, cut, spec.id.slice(5));
  expect(fast.summary).to.deep.equal(slow.summary);
  const shown = new Set<number>();
  for (const need of needs) {
    const wanted = slow.hits.get(need) ?? [];
    const found = merged(need, [fast]);
    expect(found.count).to.equal(wanted.length);
    expect(found.samples).to.deep.equal(wanted.length > 10 ? [...wanted.slice(0, 5), ...wanted.slice(-5)] : wanted);
    const minutes = wanted.flatMap(({ at }) => (at.time === undefined ? [] : Math.floor(at.time / 60_000)));
    const perMinute = [...new Set(minutes)].map(minute => [minute, minutes.filter(m => m === minute).length]);
    expect([...found.perMinute]).to.have.deep.members(perMinute);
    const timed = wanted.filter(({ at }) => at.time !== undefined);
    const byTime = (timed.length > 0 ? timed : wanted).toSorted((a, b) => (a.at.time ?? 0) - (b.at.time ?? 0));
    expect(found.first).to.deep.equal(byTime[0]);
    expect(found.last).to.deep.equal(byTime.at(-1));
    for (const hit of [...found.samples, found.first, found.last]) if (hit) shown.add(hit.at.line);
  }
  const activity = fast.activity.flatMap(({ speaker, minutes }) =>
    [...minutes].map(([minute, { lines, errors }]) => [speaker, minute, lines, errors] as const),
  );
  expect(activity).to.have.deep.members(slow.activity);
  const groups = scanner.errorGroups();
  expect(
    groups.map(({ template, speaker, count, sample }) => ({ template, speaker, count, line: sample.line })),
  ).to.deep.equal(slow.groups.map(({ template, speaker, count, line }) => ({ template, speaker, count, line })));
  groups.forEach(({ first, last, perMinute, sample }, i) => {
    const times = slow.groups[i]?.times ?? [];
    expect([first, last]).to.deep.equal(
      times.length > 0 ? [Math.min(...times), Math.max(...times)] : [undefined, undefined],
    );
    expect([...perMinute.values()].reduce((sum, n) => sum + n, 0)).to.equal(times.length);
    shown.add(sample.line);
  });
  expect([...fast.surroundings.keys()].toSorted((a, b) => a - b)).to.deep.equal([...shown].toSorted((a, b) => a - b));
  for (const [line, around] of fast.surroundings)
    expect(around, `around line ${line}`).to.deep.equal(slow.around(line));
}

function scan(needs: readonly LogNeed[], spec: Spec, text: string, clock: Clock = {}): ScannedLog {
  const log = logScanner(compilePatterns(needs)).open(`logs/${spec.id.slice(5)}.log`, [spec], clock);
  log.write(Buffer.from(text));
  return log.end(false);
}

function matches(need: LogNeed, text: string): LogMatches {
  return merged(need, [scan([need], unitJournal.kubelet, text)]);
}

function merged(need: LogNeed, logs: readonly ScannedLog[]): LogMatches {
  return mergeMatches(need, searchedIn(need.in, logs));
}
