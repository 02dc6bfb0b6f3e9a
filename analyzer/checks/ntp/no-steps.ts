import { defineCheck } from '../../check.js';
import { type LogHit, optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { chronyStarts, clockSteps } from '../../facts/time/clock-steps.js';
import { isChrony, timeDaemons } from '../../facts/time/time-daemons.js';

/** Distributions let chrony step the clock from 1 s on (`makestep 1.0 3`); below that it is slewed, unnoticed. */
const LARGE_SECONDS = 1;
/** `makestep` is for the first three updates after a start: what a clock without battery needs at boot. */
const START_MS = 5 * 60_000;
/** A step explains trouble of the same day. */
const RECENT_MS = 24 * 60 * 60_000;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['ntp/daemon-running', 'ntp/synchronised'],
  needs: {
    now: collectedAt,
    steps: optional(clockSteps),
    starts: optional(chronyStarts),
    daemons: optional(timeDaemons),
  },

  messages: {
    en: {
      passed: 'chrony did not find the clock far off in the last day',
      failed: 'The clock of the node was far off and was corrected',
      why: 'When time jumps, leases expire, certificates seem to be too old or too new, and the kubelet may report `PLEG is not healthy` with an absurd time, once. A clock that jumps again and again is set by two sides, or its virtual machine is paused (snapshots, migration).',
      fix: [
        'Compare the time of the jump with the other findings: what happened in that minute only needs no repair of its own.',
        'See how far the clock is off now: `chronyc -n tracking`.',
        'If it jumps again and again, look for what else sets the clock: a second time service (`systemctl list-units "*ntp*" "*chrony*" "*timesync*"`), the tools of the hypervisor, snapshots or migrations of the virtual machine at that time.',
      ],
      doesNotApply: 'This node does not use chrony.',
      findings: {
        forward: 'The clock was {seconds} seconds behind and jumped or was moved forward.',
        backward: 'The clock was {seconds} seconds ahead and jumped or was moved back.',
      },
    },
    'zh-CN': {
      passed: '最近一天内 chrony 未发现较大的时钟偏差',
      failed: '节点时钟曾出现较大偏差并被校正',
      why: '时间跳变时，租约会过期，证书会显得过旧或尚未生效，kubelet 也可能出现一次时间异常的 `PLEG is not healthy`。若时钟反复跳变，说明有两个程序在设置时钟，或虚拟机曾被暂停（快照、迁移）。',
      fix: [
        '将跳变时间与其他问题的时间对照：只在那一分钟出现的问题无需单独处理。',
        '查看当前偏差：`chronyc -n tracking`。',
        '若反复跳变，请查找还有什么在设置时钟：另一个时间服务（`systemctl list-units "*ntp*" "*chrony*" "*timesync*"`）、虚拟化平台的工具，或该时间的快照、迁移操作。',
      ],
      doesNotApply: '该节点不使用 chrony。',
      findings: {
        forward: '时钟曾慢 {seconds} 秒，随后被向前校正。',
        backward: '时钟曾快 {seconds} 秒，随后被向后校正。',
      },
    },
  },

  applies: ({ steps, daemons }) => steps !== undefined || daemons === undefined || daemons.installed.some(isChrony),

  run({ now, steps, starts }, report) {
    if (!steps) throw new ParseError('the log of chrony is not in the bundle');
    const startedAt = starts?.samples.flatMap(({ at }) => at.time ?? []) ?? [];
    const large = steps.samples
      .filter(hit => Math.abs(secondsOf(hit)) >= LARGE_SECONDS)
      .filter(({ at: { time } }) => time !== undefined && time > now - RECENT_MS)
      .filter(hit => !startedAt.some(start => belongsToStart(hit, start)));
    if (large.length === 0) return;

    // chronyd says it twice, `wrong by` and then `stepped by`: evidence of one jump.
    const jumps = large.filter((hit, i) => hit.captures['seconds'] !== large[i - 1]?.captures['seconds']);
    const largest = large.map(secondsOf).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    report(largest > 0 ? 'forward' : 'backward', {
      params: { seconds: Math.abs(largest) },
      evidence: large.slice(-5).map(({ at }) => at),
      seen: { ...times(large), count: jumps.length },
    });
  },
});

function secondsOf({ captures }: LogHit): number {
  return Number(captures['seconds']);
}

/** The line about a step is written with the new time: an hour after a start when the clock was set by an hour. */
function belongsToStart(hit: LogHit, start: number): boolean {
  const after = (hit.at.time ?? 0) - start;
  return [after, after - secondsOf(hit) * 1000].some(passed => passed >= 0 && passed <= START_MS);
}

function times(hits: readonly LogHit[]): { readonly first?: number; readonly last?: number } {
  const first = hits[0]?.at.time;
  const last = hits.at(-1)?.at.time;
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}
