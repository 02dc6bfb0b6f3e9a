import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A network card stops sending (net/sched/sch_generic.c, drivers):
 *
 * ```
 * NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out
 * NETDEV WATCHDOG: CPU: 3: transmit queue 2 timed out 5016 ms
 * ena 0000:00:05.0 eth0: Keep alive watchdog timeout.
 * e1000e 0000:00:19.0 eth0: Detected Hardware Unit Hang:
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:NETDEV WATCHDOG: .{1,60}transmit queue \d+ timed out|Keep alive watchdog timeout|Detected Hardware Unit Hang|Detected Tx Unit Hang).{0,80})/,
  anchor: ['NETDEV WATCHDOG: ', 'Keep alive watchdog timeout', 'Detected Hardware Unit Hang', 'Detected Tx Unit Hang'],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The network cards send what they are given',
      failed: 'A network card stopped sending',
      why: 'The card took packets and did not send them within seconds, so that the kernel reset it. Until then the node was cut off. The usual reasons are the driver, its offloads, the firmware, or the host of a virtual machine.',
      fix: [
        'See which card and driver it is: `ethtool -i eth0`.',
        'Update driver, firmware and kernel.',
        'Switch offloads off to try whether it comes back: `ethtool -K eth0 tso off gso off gro off`. The link may be lost for a second.',
        'On a virtual machine: ask whoever runs the host for trouble at that time.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '网卡发送正常',
      failed: '网卡停止发送',
      why: '网卡接收了数据包但数秒内未发出，内核因此将其重置，期间节点与外界隔离。常见原因：驱动、卸载功能、固件，或虚拟机的宿主机。',
      fix: [
        '确认网卡和驱动：`ethtool -i eth0`。',
        '升级驱动、固件和内核。',
        '关闭卸载功能以验证是否复现：`ethtool -K eth0 tso off gso off gro off`，链路可能中断约一秒。',
        '虚拟机：请向宿主机管理方了解当时的异常。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
