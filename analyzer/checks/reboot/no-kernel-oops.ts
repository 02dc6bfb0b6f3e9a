import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kernel ran into a mistake of its own (arch/x86/mm/fault.c, lib/bug.c):
 *
 * ```
 * BUG: unable to handle kernel NULL pointer dereference at 0000000000000008
 * BUG: kernel NULL pointer dereference, address: 0000000000000008
 * BUG: unable to handle page fault for address: ffffc90000a3
 * general protection fault, probably for non-canonical address 0xdead000000000108: 0000 [#1] SMP
 * kernel BUG at mm/slub.c:305!
 * Oops: 0002 [#1] SMP
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:BUG: unable to handle (?:kernel |page fault)|BUG: kernel NULL pointer dereference|kernel BUG at \S+:\d+!|general protection fault(?:, .{0,80})?: \w+ \[#\d+\]|divide error: \w+ \[#\d+\]|invalid opcode: \w+ \[#\d+\]|Oops: 0\w+ \[#\d+\]|BUG: Bad (?:page state|rss-counter|page map)).{0,120})/,
  anchor: [
    'BUG: unable to handle',
    'BUG: kernel NULL pointer',
    'kernel BUG at ',
    'general protection fault',
    'divide error: ',
    'invalid opcode: ',
    'BUG: Bad ',
    'Oops: 0',
  ],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The kernel has not run into a mistake of its own',
      failed: 'The kernel ran into a mistake of its own',
      why: 'An oops: the kernel killed the process in whose name it ran, and may have left locks behind that others wait for. The node may look healthy for hours and then stand still. The reason is a defect of the kernel or of a module that was added to it, or broken memory.',
      fix: [
        'A reboot interrupts every workload of the node: drain it first, `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`, then `reboot`. After an oops the kernel cannot be trusted.',
        'Read the whole report: `journalctl -k | grep -A 40 -E "Oops|BUG:"`. `Tainted: … O` or `E` means that modules from outside are loaded: security agents and drivers are suspects.',
        'Update the kernel, and those modules.',
        'If it comes back with another place each time: test the memory.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '内核未发生内部错误',
      failed: '内核发生内部错误（oops）',
      why: '内核终止了当时所属的进程，并可能遗留其他进程正在等待的锁。节点可能看似正常运行数小时后卡死。原因是内核或外加模块的缺陷，或内存损坏。',
      fix: [
        '重启会中断该节点上的所有业务：请先排空节点 `kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，然后 `reboot`。发生 oops 后的内核不再可靠。',
        '查看完整报告：`journalctl -k | grep -A 40 -E "Oops|BUG:"`。`Tainted: … O` 或 `E` 表示加载了外部模块，安全软件和驱动值得怀疑。',
        '升级内核及这些模块。',
        '若每次出错位置都不同，请检测内存。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
