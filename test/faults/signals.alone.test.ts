import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Bundle } from '../../analyzer/bundle.js';
import { expectBundle } from './fault.js';
import { firstInPool, openPool } from './pool.js';
import { COLLECTORS, type Collector, type Run, runCollector, type Situation } from './run-collector.js';

/** Of each collector and signal. */
const MOMENTS = 20;
const AT_ONCE = 3;
/** Given as NODETRIAGE_SEED, makes the moments of a run that failed again. */
const seed = Number(process.env['NODETRIAGE_SEED'] ?? Date.now() % 2 ** 31);

// Nobody knows when somebody presses Ctrl-C, or the power goes: the moments are drawn.

describe(`signals at random moments (NODETRIAGE_SEED=${seed})`, function () {
  this.timeout(300_000);
  const random = randomFrom(seed);
  before(openPool);

  // One series after the other.
  const all: (() => Promise<void>)[] = [];
  const series = (collector: Collector, signal: NodeJS.Signals, look: (run: Run, at: string) => boolean) => {
    const runs = new Promise<readonly boolean[]>((resolve, reject) => {
      all.push(() => atRandomMoments(collector, signal, random, look).then(resolve, reject));
    });
    // It may fail before its test looks at it.
    runs.catch(() => undefined);
    return runs;
  };

  for (const collector of COLLECTORS) {
    const terminated = series(collector, 'SIGTERM', expectClosed);
    it(`${collector}: closes the archive on SIGTERM, and leaves nothing behind`, async () => {
      const runs = await terminated;
      expect(runs.filter(Boolean).length, 'runs that were interrupted in the middle').to.be.at.least(MOMENTS / 4);
    });

    const killed = series(collector, 'SIGKILL', expectReadable);
    it(`${collector}: leaves what can be read on SIGKILL`, async () => {
      const runs = await killed;
      expect(runs.filter(Boolean).length, 'runs that left a part of a bundle').to.be.at.least(MOMENTS / 4);
    });
  }

  void firstInPool(AT_ONCE, async () => {
    for (const next of all) await next();
  });
});

const SLOW: Situation = {
  run: 'exec "$@" -o out/bundle.tar.gz',
  programs: { docker: 'sleep 0.5\necho answer', lsblk: 'sleep 0.5\nhead -c 200000 /dev/urandom | base64' },
  flags: ['--quiet', '--only', 'node/uptime,config/os-release,config/fstab,disk/mounts,disk/lsblk,runtime,network'],
};

/**
 * Lets it end by itself first, to know how long it takes; a run that was quicker than its signal tells it anew: others
 * run at the same time. What `look` says of each run.
 */
async function atRandomMoments(
  collector: Collector,
  signal: NodeJS.Signals,
  random: () => number,
  look: (run: Run, at: string) => boolean,
): Promise<readonly boolean[]> {
  let { seconds } = await runCollector(collector, SLOW, async run => run);
  const moments = Array.from({ length: MOMENTS }, random);
  const seen: boolean[] = [];
  const worker = async () => {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      const ms = moment * seconds * 1000;
      const at = `${signal} after ${Math.round(ms)} ms`;
      const meanwhile = (pid: number) => sleep(ms).then(() => send(pid, signal));
      const run = await runCollector(collector, { ...SLOW, meanwhile }, async ended => {
        seen.push(look(ended, at));
        return ended;
      });
      if (run.exitCode === 0) seconds = run.seconds;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return seen;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Whether it was interrupted before its end. */
function expectClosed(run: Run, at: string): boolean {
  expect(run.left, at).to.deep.equal([]);
  expect(run.scratch, at).to.deep.equal([]);
  // So early that it had not begun: nothing was made.
  if (run.signal === 'SIGTERM') expect(run.output, at).to.deep.equal([]);
  if (run.signal === 'SIGTERM') return false;
  expect(run.exitCode, at).to.be.oneOf([0, 130]);
  expect(run.output, at).to.deep.equal(['bundle.tar.gz']);
  expect(run.bundle?.finished, at).to.equal(true);
  if (run.bundle) expectBundle(run, run.bundle, true);
  return run.exitCode === 130 && reasons(run.bundle).includes('interrupted');
}

/** Whether there is something to read. */
function expectReadable(run: Run, at: string): boolean {
  expect(run.left, at).to.deep.equal([]);
  if (run.signal === null) return false;
  if (run.bundle === undefined) return false;
  expectBundle(run, run.bundle, false);
  expect(run.bundle.header, at).not.to.equal(undefined);
  return run.bundle.outcomes.length > 0;
}

function reasons(bundle: Bundle | undefined): readonly (string | undefined)[] {
  return bundle?.outcomes.map(({ reason }) => reason) ?? [];
}

/** A linear congruential generator, as good as it needs to be. */
function randomFrom(start: number): () => number {
  let state = start + 1;
  return () => {
    state = (state * 48_271) % (2 ** 31 - 1);
    return state / (2 ** 31 - 1);
  };
}
