import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The memory for a dump could not be set aside at the start (arch/x86/kernel/setup.c, kernel/crash_reserve.c):
 *
 * ```
 * crashkernel reservation failed - No suitable area found.
 * crashkernel: memory value expected
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?<what>crashkernel(?: reservation failed|: memory value expected|=.{0,40} invalid).{0,80})/,
  anchor: 'crashkernel',
});

export default defineLogCheck({
  severity: 'info',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The kernel reports no trouble with the memory for crash dumps',
      failed: 'The kernel cannot write a dump when it crashes',
      why: 'kdump needs a piece of memory that is set aside at the start, and there was none of the size asked for. The next panic will leave no record of its reason.',
      fix: [
        'Ask for less, or let the kernel choose: `crashkernel=auto` or `crashkernel=256M` on the kernel command line (`grubby --update-kernel=ALL --args=crashkernel=256M`). It counts from the next reboot on.',
        'See that it is ready then: `systemctl status kdump`, `kdumpctl status`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核未报告崩溃转储内存异常',
      failed: '内核崩溃时无法写入转储',
      why: 'kdump 需要在启动时预留内存，而没有所需大小的空间。下一次内核崩溃将不会留下原因记录。',
      fix: [
        '减小预留或由内核决定：在内核命令行中设置 `crashkernel=auto` 或 `crashkernel=256M`（`grubby --update-kernel=ALL --args=crashkernel=256M`），下次重启后生效。',
        '之后确认已就绪：`systemctl status kdump`，`kdumpctl status`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
