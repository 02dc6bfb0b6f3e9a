import { expect } from 'chai';
import type { Seen, Severity } from '../../analyzer/check.js';
import type { ReportedCause } from '../../analyzer/report/report.js';
import { bareBundle, reportOf, saying } from '../report-support.js';

/** Minutes before the collection. */
const ago = (minutes: number) => Date.parse('2026-11-23T20:00:00Z') - minutes * 60_000;

interface Says {
  readonly from?: number;
  readonly to?: number;
  readonly since?: number;
  readonly file?: string;
  readonly severity?: Severity;
}

/** A check that fires, with times in minutes before the collection. */
function fires(explainedBy: readonly string[], says: Says = {}) {
  const { from, to, since, file = 'logs/x.log', severity = 'critical' } = says;
  const seen: Seen = {
    ...(from !== undefined && { first: ago(from) }),
    ...(since !== undefined && { since: ago(since) }),
    ...(to !== undefined && { last: ago(to) }),
  };
  const at = { file, line: 1, text: 'x' };
  return saying((_, report) => report('found', { params: { what: 1 }, evidence: [at], seen, severity }), {
    severity,
    explainedBy,
  });
}

function log(file: string, from: number) {
  return { file, lines: 9, bytes: 9, from: ago(from), to: ago(0), errors: 0, warnings: 0, suppressed: 0, cut: false };
}

function causesOf(checks: Readonly<Record<string, ReturnType<typeof fires>>>, logsFrom = 600) {
  return reportOf(checks, { bundle: bareBundle({ logs: [log('logs/x.log', logsFrom)] }) }).causes;
}

const ids = (causes: readonly ReportedCause[]) => causes.map(({ check }) => check);
const steps = (cause: ReportedCause | undefined) => cause?.chain?.map(({ check, because }) => [check, because]);

describe('chains of cause and effect', () => {
  it('run from the cause to the last effect, in the order of time', () => {
    const [cause, ...others] = causesOf({
      'node-status/ready': fires(['disk/pressure'], { from: 50 }),
      'events/evicted': fires(['disk/pressure', 'disk/full'], { from: 56 }),
      'disk/pressure': fires(['disk/gc', 'disk/full'], { from: 57 }),
      'disk/gc': fires(['disk/full'], { from: 58 }),
      'disk/full': fires([], { from: 62 }),
    });
    expect(others).to.deep.equal([]);
    expect(steps(cause)).to.deep.equal([
      ['disk/full', undefined],
      ['disk/gc', 'disk/full'],
      ['disk/pressure', 'disk/gc'],
      ['events/evicted', 'disk/pressure'],
      ['node-status/ready', 'disk/pressure'],
    ]);
    expect(cause).to.include({ check: 'disk/full', since: '2026-11-23T18:58:00.000Z' });
    expect(cause?.fix).to.deep.equal(['Stop it first.', 'Run `repair 1` and look.']);
    expect(cause?.chain?.map(({ evidence }) => evidence?.file)).to.deep.equal(Array(5).fill('logs/x.log'));
  });

  it('put what has no time right after what it follows from', () => {
    const [cause] = causesOf({
      'node-status/ready': fires(['pleg/late'], { from: 50 }),
      'pleg/late': fires(['docker/hangs'], { from: 58 }),
      'docker/hangs': fires(['pleg/systemd'], { file: 'commands/docker/ps.txt' }),
      'pleg/systemd': fires([], { file: 'commands/versions.txt' }),
    });
    expect(steps(cause)?.map(([check]) => check)).to.deep.equal([
      'pleg/systemd',
      'docker/hangs',
      'pleg/late',
      'node-status/ready',
    ]);
  });

  it('are not drawn to what had begun before', () => {
    const drawn = (cause: Says, effect: Says) =>
      causesOf({ 'pleg/effect': fires(['docker/cause'], effect), 'docker/cause': fires([], cause) }).length === 1;
    expect(drawn({ from: 50 }, { from: 40 }), 'after it').to.equal(true);
    expect(drawn({ from: 50 }, { from: 50.9 }), 'clocks and logs differ by seconds').to.equal(true);
    expect(drawn({ from: 50 }, { from: 52 }), 'two minutes before it').to.equal(false);
    expect(drawn({ from: 50 }, { from: 300, since: 45 }), 'the present run of it began after').to.equal(true);
    expect(drawn({ from: 300, since: 50 }, { from: 290 }), 'an earlier run of the cause came first').to.equal(true);
    expect(drawn({ from: 50 }, { to: 55 }), 'a moment before it').to.equal(false);
    expect(drawn({ from: 50 }, {}), 'of which no time is known').to.equal(true);
    expect(drawn({}, { from: 50 }), 'of a cause of which no time is known').to.equal(true);
  });

  it('may begin before the log in which the cause was found', () => {
    const causes = causesOf(
      { 'pleg/effect': fires(['docker/cause'], { from: 90 }), 'docker/cause': fires([], { from: 60 }) },
      61,
    );
    expect(ids(causes)).to.deep.equal(['docker/cause']);
    expect(causes[0]?.confidence?.reasons.join()).to.include('may be older than it looks');
  });

  it('never go in a circle: what came first stands on its own', () => {
    const [cause, ...others] = causesOf({
      'cpu/load': fires(['memory/full', 'kubelet/slow'], { from: 40 }),
      'memory/full': fires(['cpu/load'], { from: 40.5 }),
      'kubelet/slow': fires(['cpu/load', 'memory/full'], { from: 39.5 }),
    });
    expect(others).to.deep.equal([]);
    expect(cause?.check).to.equal('memory/full');
    expect(cause?.explains).to.deep.equal(['cpu/load', 'kubelet/slow']);
    expect(ids(causesOf({ 'cpu/a': fires(['cpu/a']) })), 'itself').to.deep.equal(['cpu/a']);
  });

  it('take no mere remark for a cause', () => {
    expect(ids(causesOf({ 'kubelet/a': fires(['disk/a']), 'disk/a': fires([], { severity: 'info' }) }))).to.deep.equal([
      'kubelet/a',
    ]);
  });

  it('begin with what was not collected only while nothing better is known', () => {
    const outside = { ...fires([], { severity: 'warning' }), standsFor: ['node-status/ready', 'pleg/late'] };
    const node = {
      'node-status/ready': fires(['pleg/late', 'disk/full'], { from: 50 }),
      'node-status/outside': outside,
    };
    const late = { 'pleg/late': fires(['docker/hangs'], { from: 51 }) };
    const [cause, ...others] = causesOf({ ...node, ...late });
    expect(others).to.deep.equal([]);
    expect(steps(cause)).to.deep.equal([
      ['node-status/outside', undefined],
      ['pleg/late', 'node-status/outside'],
      ['node-status/ready', 'pleg/late'],
    ]);
    expect(cause?.confidence).to.deep.equal({
      level: 'high',
      reasons: ['Nothing else that was found explains it, and the logs of that time are missing.'],
    });
    expect(ids(causesOf({ ...node, ...late, 'docker/hangs': fires([]) })), 'a cause of the same').to.deep.equal([
      'docker/hangs',
    ]);
    expect(ids(causesOf({ ...node, ...late, 'disk/full': fires([]) })), 'another way to the same').to.deep.equal([
      'disk/full',
      'pleg/late',
    ]);
    expect(
      ids(causesOf({ 'node-status/outside': outside, 'cpu/load': fires([]) })),
      'nothing to stand for',
    ).to.deep.equal(['cpu/load']);
  });

  it('put what goes on before what is over, however bad that was', () => {
    const [now, ended] = causesOf({
      'reboot/a': fires([], { from: 500, to: 400 }),
      'network/a': fires([], { from: 20, to: 1, severity: 'warning' }),
    });
    expect(now).to.include({ check: 'network/a' }).and.not.have.property('endedAt');
    expect(ended).to.include({ check: 'reboot/a', endedAt: '2026-11-23T13:20:00.000Z' });
  });

  it('that took the node out of the cluster go first, then those with effects, then the deepest', () => {
    const causes = causesOf({
      'reboot/memory': fires([], { from: 30 }),
      'disk/full': fires([], { from: 30 }),
      'disk/pressure': fires(['disk/full'], { from: 29 }),
      'kubelet/flags': fires([], { from: 30 }),
      'node-status/ready': fires(['kubelet/flags'], { from: 29 }),
    });
    expect(ids(causes)).to.deep.equal(['kubelet/flags', 'disk/full', 'reboot/memory']);
  });
});

describe('how sure a cause is', () => {
  const sure = (cause: Says, effects: Says[], rival?: Says) => {
    const checks = Object.fromEntries(
      effects.map((says, i) => [`pleg/effect-${i}`, fires(['docker/cause', 'disk/rival'], says)]),
    );
    const { confidence } =
      causesOf({ ...checks, 'docker/cause': fires([], cause), ...(rival && { 'disk/rival': fires([], rival) }) }).find(
        ({ check }) => check === 'docker/cause',
      ) ?? {};
    return confidence;
  };

  it('is high when it was measured, the order fits, and nothing speaks against it', () => {
    expect(sure({ from: 50, file: 'commands/df.txt' }, [{ from: 40 }])).to.deep.equal({
      level: 'high',
      reasons: [
        'The cause is a state of the node at collection time, not only something logged.',
        'The order in time fits: the cause was there before its effects.',
      ],
    });
    expect(sure({ from: 50 }, [{ from: 40 }, { from: 30 }])?.level, 'logged, with two effects').to.equal('high');
  });

  it('is less when another cause is as likely, when it was long over, or when nothing has a time', () => {
    const rival = sure({ from: 50, file: 'commands/df.txt' }, [{ from: 40 }], { from: 45 });
    expect(rival?.level).to.equal('medium');
    expect(rival?.reasons.at(-1)).to.equal('The same may also follow from: Something is broken.');
    expect(sure({ from: 300, to: 290 }, [{ from: 40 }])?.reasons.at(-1)).to.equal(
      'The cause was over 4 h 10 min before its first effect.',
    );
    expect(sure({}, [{}])).to.deep.include({ level: 'low' });
  });

  it('is low when nothing follows from a line of a log', () => {
    expect(sure({ from: 50 }, [])).to.deep.equal({
      level: 'low',
      reasons: [
        'The cause is known from what was logged or reported, not from a state of the node.',
        'Nothing else that was found follows from it.',
      ],
    });
  });

  it('tells of deeper causes that could not be judged', () => {
    const report = reportOf(
      {
        'docker/cause': fires(['disk/unknown'], { from: 50, file: 'commands/ps.txt' }),
        'disk/unknown': saying(() => {}),
      },
      { more: [{ check: 'disk/unknown', status: 'unknown', missing: [{ reason: 'denied', what: 'x' }] }] },
    );
    expect(report.causes[0]?.confidence?.reasons.at(-1)).to.equal(
      '1 check that could name a deeper cause could not be judged.',
    );
  });
});
