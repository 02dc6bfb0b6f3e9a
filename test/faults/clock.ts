import { expect } from 'chai';
import type { Fault } from './fault.js';

/** libfaketime reads anew, at each question for the time, how far off it is to tell it. The steady clock is left alone. */
const STEPPED = `library=$(ls /usr/lib/*/faketime/libfaketime.so.1)
echo +0 >clock`;
/** By the programs themselves: a step by the watch may come before the first of them runs, or after the last. */
const step = (seconds: string) => `sleep 1; echo ${seconds} >"$FAKETIME_TIMESTAMP_FILE"`;
const RUN = `LD_PRELOAD=$library FAKETIME_TIMESTAMP_FILE="$DIR/clock" FAKETIME_NO_CACHE=1 \\
  FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 "$@" -o out/bundle.tar.gz`;

export const clockFaults: readonly Fault[] = [
  {
    name: 'the clock is set back an hour, then forward a day, during the run',
    sos: 'does not start under libfaketime',
    seen: 'Nothing.',
    held: 'Everything; time limits and durations go by the clock that nobody sets.',
    make: STEPPED,
    run: RUN,
    programs: { vmstat: `${step('-3600')}; sleep 1`, docker: `${step('+86400')}; exec sleep 600` },
    flags: ['--only', 'node/uptime,node/vmstat,config,runtime,disk/mounts'],
    deadlineSeconds: 100,
    touches: {
      'runtime/docker-ps': { outcome: 'timeout', reason: /docker did not end in its time/ },
      'runtime/docker-info': { outcome: 'skipped', reason: /^docker did not answer/ },
      'runtime/docker-version': { outcome: 'skipped', reason: /^docker did not answer/ },
      'disk/mounts': { outcome: 'ok' },
    },
    expect({ bundle, seconds }) {
      const outcomes = bundle?.outcomes ?? [];
      const times = outcomes.map(({ startedAt }) => Date.parse(startedAt));
      const steps = times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / 3_600_000);
      expect(Math.min(...steps), 'hours that the clock of the node went back').to.be.below(-0.9);
      expect(Math.max(...steps), 'hours that it went forward').to.be.above(24);
      const docker = outcomes.find(({ spec }) => spec === 'runtime/docker-ps');
      expect(docker?.durationMs).to.be.within(14_500, 20_000);
      const sum = outcomes.reduce((all, { durationMs }) => all + durationMs, 0);
      expect(sum / 1000, 'seconds of all outcomes').to.be.at.most(seconds);
    },
  },
];
