import { logMatches } from '../../fact.js';
import { smartdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * smartd asked the disk, and it said that it fails (smartmontools, smartd.cpp):
 *
 * ```
 * Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors
 * Device: /dev/sda [SAT], 3 Offline uncorrectable sectors
 * Device: /dev/sda [SAT], FAILED SMART self-check. BACK UP DATA NOW!
 * Device: /dev/nvme0, Critical Warning (0x04): Reliability
 * ```
 */
const said = logMatches({
  in: smartdLogs,
  pattern:
    /(?<what>Device: \S{1,60}(?: \[\w+\])?,? (?:\d+ (?:Currently unreadable \(pending\)|Offline uncorrectable) sectors|FAILED SMART self-check|Critical Warning \(0x\w+\)|Failed SMART usage Attribute).{0,80})/,
  anchor: [
    'Currently unreadable',
    'Offline uncorrectable sectors',
    'FAILED SMART self-check',
    'Critical Warning (0x',
    'Failed SMART usage',
  ],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The disks say of themselves that they are well',
      failed: 'A disk says of itself that it is failing',
      why: 'Sectors cannot be read any more, or the disk has judged itself broken. Read errors, filesystems that turn read-only, and the loss of the disk follow.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again.',
        'Look at the disk: `smartctl -a /dev/DISK`.',
        'Replace it.',
      ],
      findings: {
        said: 'Logged {times} times, last at {last}: {what}',
        was: 'Logged {times} times until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '磁盘自检结果正常',
      failed: '磁盘自检显示即将失效',
      why: '部分扇区已无法读取，或磁盘自检判定为故障。随后会出现读取错误、文件系统只读，直至磁盘失效。',
      fix: [
        '排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。',
        '查看磁盘：`smartctl -a /dev/磁盘`。',
        '更换磁盘。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
