import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * kernel/time/clocksource.c:
 *
 * ```
 * clocksource: timekeeping watchdog on CPU1: Marking clocksource 'tsc' as unstable because the skew is too large:
 * Clocksource tsc unstable (delta = 74994678 ns)
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?<what>(?:Marking clocksource '\w+' as unstable|Clocksource \w+ unstable)[^:]{0,60})/,
  anchor: [
    'Marking clocksource ',
    'Clocksource tsc unstable',
    'Clocksource hpet unstable',
    'Clocksource kvm-clock unstable',
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['cpu/not-stolen', 'cpu/no-soft-lockup'],
  log: said,
  captures: ['what'],
  recentMinutes: 24 * 60,

  messages: {
    en: {
      passed: 'The clock of the processors is steady',
      failed: 'The kernel does not trust the clock of the processors any more',
      why: 'The kernel has switched to a slower clock because the processor was taken away for long, or its counter really jumps. Each question for the time then costs more, and the time may drift.',
      fix: [
        'See which clock is used now: `cat /sys/devices/system/clocksource/clocksource0/current_clocksource`.',
        'On a virtual machine: use the clock of the host (`kvm-clock`, `hyperv_clocksource`), and ask whoever runs the host about overcommitment and migrations.',
        'Watch the time synchronisation: `chronyc tracking`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'CPU 时钟源稳定',
      failed: '内核不再信任 CPU 的时钟源',
      why: '由于 CPU 被长时间抢占或计数器确实跳变，内核已切换到较慢的时钟源。此后每次读取时间的开销更大，时间也可能漂移。',
      fix: [
        '查看当前时钟源：`cat /sys/devices/system/clocksource/clocksource0/current_clocksource`。',
        '虚拟机：使用宿主机提供的时钟（`kvm-clock`、`hyperv_clocksource`），并向宿主机管理方确认是否有超卖或迁移。',
        '关注时间同步：`chronyc tracking`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
