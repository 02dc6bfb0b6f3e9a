import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { timeText } from '../../facts/plain-text.js';
import { panics } from '../../facts/system/panic.js';

/** What happened before that has mostly been looked into. */
const RECENT_MS = 7 * 86_400_000;
const SHOWN = 3;

export default defineCheck({
  severity: 'critical',
  explainedBy: ['reboot/processors-sound', 'reboot/memory-modules-sound', 'reboot/no-kernel-oops'],
  needs: { panics, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'The node has no record of a kernel panic',
      failed: 'The kernel of the node panicked',
      why: 'The kernel met something that it cannot go on from, and stopped the machine at once, without a shutdown. The reason that it gives is the best lead there is: `out of memory` and `hung_task` are set to panic on purpose, `Fatal exception` is a defect of the kernel or a driver, `Fatal machine check` is broken hardware.',
      fix: [
        'Read the whole record, with what the kernel did before: the file of the evidence; `journalctl -b -1 -k -e`.',
        'Of `panic_on_oom`, `hung_task` or `softlockup`: mend what is behind it (memory, disks, load); `sysctl vm.panic_on_oom kernel.hung_task_panic kernel.softlockup_panic` shows what is set.',
        'Of `Fatal exception` or `kernel BUG`: update the kernel and drivers from outside. Of `machine check`: replace the hardware.',
        'Delete records that have been read, so that the next one is seen: `rm /sys/fs/pstore/dmesg-*`.',
      ],
      findings: {
        panicked: 'The kernel panicked at {time}: {reason}',
        undated: 'There is a record of a panic without a date: {reason}',
      },
    },
    'zh-CN': {
      passed: '节点没有内核崩溃记录',
      failed: '节点发生过内核崩溃（kernel panic）',
      why: '内核遇到无法继续的错误，立即停止了整机，没有正常关机过程。内核给出的原因是最好的线索：`out of memory` 与 `hung_task` 是按设置主动触发的，`Fatal exception` 是内核或驱动缺陷，`Fatal machine check` 是硬件故障。',
      fix: [
        '查看完整记录以及之前的内核日志：证据所在的文件，`journalctl -b -1 -k -e`。',
        '若为 `panic_on_oom`、`hung_task` 或 `softlockup`：解决其背后的问题（内存、磁盘、负载）；用 `sysctl vm.panic_on_oom kernel.hung_task_panic kernel.softlockup_panic` 查看设置。',
        '若为 `Fatal exception` 或 `kernel BUG`：升级内核和外部驱动。若为 `machine check`：更换硬件。',
        '删除已查看的记录，以便发现下一次：`rm /sys/fs/pstore/dmesg-*`。',
      ],
      findings: {
        panicked: '内核在 {time} 崩溃：{reason}',
        undated: '存在一条没有日期的崩溃记录：{reason}',
      },
    },
  },

  run({ panics: known, now }, report) {
    for (const { reason, time, at } of known.slice(-SHOWN)) {
      const old = time !== undefined && now !== undefined && now - time > RECENT_MS;
      const details = { params: { reason: reason.trim(), time: timeText(time) }, evidence: [at] };
      if (time === undefined) report('undated', { ...details, severity: 'warning', params: { reason: reason.trim() } });
      else report('panicked', { ...details, severity: old ? 'info' : 'critical', seen: { first: time, last: time } });
    }
  },
});
