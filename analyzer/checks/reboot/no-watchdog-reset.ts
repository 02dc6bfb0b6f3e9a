import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A watchdog of the hardware was not fed, or the last start came from one (drivers/watchdog, systemd):
 *
 * ```
 * watchdog: watchdog0: watchdog did not stop!  <- at every reboot, harmless
 * iTCO_wdt: Unexpected close, not stopping watchdog!
 * NMI watchdog: Watchdog detected hard LOCKUP on cpu 3
 * sp5100-tco: Watchdog reset status: the last reboot was caused by the watchdog
 * ipmi_watchdog: ... response: Error c0 on cmd 22
 * softdog: Initiating system reboot
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:Watchdog detected hard LOCKUP on cpu|softdog: Initiating (?:system reboot|panic)|iTCO_wdt: Unexpected close|[Ll]ast reboot was (?:triggered|caused) by (?:the )?[Ww]atchdog|watchdog: .{0,40}(?:pretimeout event|reset the system)).{0,120})/,
  anchor: [
    'detected hard LOCKUP',
    'softdog: Initiating',
    'iTCO_wdt: Unexpected close',
    'reboot was triggered by',
    'reboot was caused by',
    'pretimeout event',
    'reset the system',
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['reboot/processors-sound'],
  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'No watchdog had to step in',
      failed: 'A watchdog found the machine standing still',
      why: 'A watchdog resets a machine that has not given a sign of life for a while. It is the consequence of something that stops the whole machine: a processor that is caught in the kernel with interrupts off, a hypervisor that does not let it run, memory so short that nothing moves.',
      fix: [
        'Look at the last lines before it: `journalctl -b -1 -k -e`, and at the monitoring of that time: load, memory, steal.',
        'Update the kernel and the firmware; of a virtual machine ask whoever runs the host for load and migrations at that time.',
        'So that the next one can be explained: set up kdump, and `sysctl -w kernel.hardlockup_panic=1`, which restarts the machine with a dump when it happens again.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '看门狗未触发',
      failed: '看门狗检测到机器停止响应',
      why: '机器一段时间没有响应时，看门狗会复位整机。这是整机停住的后果：处理器在关中断状态下卡在内核中、虚拟化平台不调度该虚拟机，或内存极度不足。',
      fix: [
        '查看之前的最后日志：`journalctl -b -1 -k -e`，以及当时的监控：负载、内存、steal。',
        '升级内核和固件；虚拟机请向宿主机管理方了解当时的负载和迁移情况。',
        '为便于下次定位：配置 kdump，并设置 `sysctl -w kernel.hardlockup_panic=1`（再次发生时机器会生成转储并重启）。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
