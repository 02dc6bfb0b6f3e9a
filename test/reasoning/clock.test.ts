import { expect } from 'chai';
import type { Bundle } from '../../analyzer/bundle.js';
import { documentOf } from '../../analyzer/bundle-reader/document.js';
import { logNeeds, readFact } from '../../analyzer/engine.js';
import type { LogHit, LogMatches, LogNeed, LogSummary } from '../../analyzer/fact.js';
import { clockSteps } from '../../analyzer/facts/time/clock-steps.js';
import { notYetValid } from '../../analyzer/facts/time/skew-log.js';
import { clockHistory } from '../../analyzer/reasoning/clock.js';
import { boots } from '../../bundle/specs/node.js';
import { bareBundle } from '../report-support.js';

const at = (time: string) => Date.parse(time.includes('T') ? `${time}Z` : `2026-11-23T${time}Z`);
const STEPS = logNeeds([{ needs: { steps: clockSteps } } as never])[0];

/** A bundle of 20:00, up for 90,000 s, in whose logs the clock is told of. */
function bundle(told: {
  readonly steps?: readonly (readonly [string, number])[];
  readonly invalid?: readonly [time: string, now: string, from: string];
  readonly firstOfBoot?: string;
  readonly logs?: readonly Partial<LogSummary>[];
}): Bundle {
  const hit = (time: number, captures: Record<string, string>): LogHit => ({
    at: { file: 'logs/chrony.log', line: 1, text: '', time },
    captures,
  });
  const steps = (told.steps ?? []).map(([time, seconds]) => hit(at(time), { seconds: String(seconds) }));
  const [time, now, from] = told.invalid ?? [];
  const invalid = time && now && from ? [hit(at(time), { now, from })] : [];
  const summary = { lines: 1, bytes: 1, errors: 0, warnings: 0, suppressed: 0, cut: false };
  const matches = (hits: readonly LogHit[]) => ({
    count: hits.length,
    first: hits[0],
    last: hits.at(-1),
    samples: hits,
    perMinute: new Map(),
    searched: [{ ...summary, file: 'logs/chrony.log' }],
  });
  const text = `IDX BOOT ID                          FIRST ENTRY                 LAST ENTRY\n  0 ${'f'.repeat(32)} Sun ${told.firstOfBoot} UTC Mon 2026-11-23 19:59:58 UTC\n`;
  return bareBundle({
    matches: need => (need === STEPS ? matches(steps) : need === notYetValid ? matches(invalid) : matches([])),
    documents: spec =>
      spec === boots && told.firstOfBoot ? [documentOf('commands/node/boots.txt', Buffer.from(text))] : [],
    logs: (told.logs ?? []).map(log => ({ ...summary, file: 'logs/kubelet.log', ...log })),
  });
}

describe('the clock of the node', () => {
  const troubles = (of: Bundle) => clockHistory(of, 60_000).untrusted.map(({ trouble }) => trouble);

  it('is trusted when nothing speaks against it', () => {
    const clock = clockHistory(
      bundle({ firstOfBoot: '2026-11-22 19:00:05', logs: [{ from: at('10:00:00'), to: at('20:00:00') }] }),
      60_000,
    );
    expect(clock.untrusted).to.deep.equal([]);
    expect(clock.corrected(at('12:00:00'))).to.equal(at('12:00:00'));
    expect(clock.uncertainty(at('12:00:00'), at('13:00:00'))).to.equal(60_000);
    expect(readFact(bundle({}), clockSteps)?.count, 'the fixture is read').to.equal(0);
  });

  it('was set back: what lies in the time that came twice may be in any order', () => {
    const clock = clockHistory(
      bundle({
        steps: [
          ['18:00:00', -600],
          ['18:00:00', -600],
        ],
      }),
      60_000,
    );
    expect(clock.untrusted).to.deep.equal([
      { trouble: 'stepped', ms: -600_000, from: at('18:00:00'), to: at('18:10:00') },
    ]);
    expect(clock.uncertainty(at('18:05:00'), at('19:00:00'))).to.equal(660_000);
    expect(clock.uncertainty(at('17:00:00'), at('19:00:00'))).to.equal(60_000);
  });

  it('was set forward since boot, and no log says when', () => {
    // Up since 19:00:00 of the day before; the clock said 11:00.
    const clock = clockHistory(bundle({ firstOfBoot: '2026-11-22 11:00:05' }), 60_000);
    expect(clock.untrusted.map(({ trouble }) => trouble)).to.deep.equal(['moved']);
    expect(clock.uncertainty(at('12:00:00'), at('13:00:00'))).to.equal(60_000 + 28_795_000);
  });

  it('was wrong at boot and set a moment later: the times before that are corrected', () => {
    // The node is up since 19:00:00 of the day before by the clock of now; at its start the clock was 8 h behind.
    const clock = clockHistory(
      bundle({ firstOfBoot: '2026-11-22 11:00:05', steps: [['2026-11-22T19:00:30', 28_800]] }),
      60_000,
    );
    expect(clock.untrusted.map(({ trouble }) => trouble)).to.deep.equal(['stepped']);
    const before = Date.parse('2026-11-22T11:00:20Z');
    expect(clock.corrected(before)).to.equal(Date.parse('2026-11-22T19:00:20Z'));
    expect(clock.corrected(at('12:00:00')), 'after it').to.equal(at('12:00:00'));
  });

  it('was wrong from the boot until it was set, much later: only that is corrected', () => {
    const late = clockHistory(
      bundle({ firstOfBoot: '2026-11-22 11:00:05', steps: [['2026-11-22T23:00:00', 28_800]] }),
      60_000,
    );
    expect(late.corrected(Date.parse('2026-11-22T14:00:00Z'))).to.equal(Date.parse('2026-11-22T22:00:00Z'));
    // At boot it was right: the clock that nobody sets agrees. When it went wrong nobody knows.
    const drifted = clockHistory(
      bundle({ firstOfBoot: '2026-11-22 19:00:05', steps: [['2026-11-23T08:00:00', 600]] }),
      60_000,
    );
    expect(drifted.corrected(at('07:00:00'))).to.equal(at('07:00:00'));
    // Ahead at boot by ten minutes, and set back: what is surely of before that is corrected.
    const ahead = clockHistory(
      bundle({ firstOfBoot: '2026-11-22 19:10:05', steps: [['2026-11-22T20:00:00', -600]] }),
      60_000,
    );
    expect(ahead.corrected(Date.parse('2026-11-22T19:30:00Z'))).to.equal(Date.parse('2026-11-22T19:20:00Z'));
    expect(ahead.corrected(Date.parse('2026-11-22T20:05:00Z')), 'may be either').to.equal(
      Date.parse('2026-11-22T20:05:00Z'),
    );
  });

  it('goes back in two logs alike, or begins where no node was', () => {
    const back = (from: string, to: string, file = 'logs/kubelet.log') => ({
      file,
      setBack: { from: at(from), to: at(to) },
    });
    const two = [back('18:10:00', '18:00:00'), back('18:09:30', '18:00:20', 'logs/docker.log')];
    expect(clockHistory(bundle({ logs: two }), 60_000).untrusted).to.deep.equal([
      { trouble: 'setBack', file: 'logs/kubelet.log', ms: 600_000, from: at('18:00:00'), to: at('18:10:00') },
    ]);
    expect(troubles(bundle({ logs: two.slice(0, 1) })), 'one may have been put together out of order').to.deep.equal(
      [],
    );
    const others = [back('18:10:00', '18:00:00'), back('12:10:00', '12:00:00', 'logs/docker.log')];
    expect(troubles(bundle({ logs: others })), 'at other times').to.deep.equal([]);
    expect(troubles(bundle({ logs: [{ from: Date.UTC(1970, 0), to: at('18:00:00') }] }))).to.deep.equal(['notSet']);
  });

  it('was behind when a certificate was not yet valid', () => {
    const told = bundle({ invalid: ['10:00:00', '2026-11-23T10:00:00Z', '2026-11-23T12:00:00Z'] });
    expect(clockHistory(told, 60_000).untrusted).to.deep.equal([
      { trouble: 'behind', ms: 7_200_000, from: at('10:00:00'), to: at('10:00:00') },
    ]);
    // Said for nine minutes, and again after a boot.
    const minutes = [...Array.from({ length: 10 }, (_, i) => i), 300].map(i => at('10:00:00') / 60_000 + i);
    const matches = (need: LogNeed): LogMatches => {
      const known = told.matches(need);
      const [first] = known.samples;
      if (need !== notYetValid || !first) return known;
      const last = { ...first, at: { ...first.at, time: at('15:00:00') } };
      return { ...known, last, perMinute: new Map(minutes.map(minute => [minute, 1])) };
    };
    const stretches = clockHistory({ ...told, matches }, 60_000).untrusted.map(({ from, to }) => [from, to]);
    expect(stretches).to.deep.equal([
      [at('10:00:00'), at('10:10:00')],
      [at('15:00:00'), at('15:00:00')],
    ]);
  });
});
