import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A filesystem was not closed by the boot before, and its log had to be replayed:
 *
 * ```
 * EXT4-fs (sda1): recovery complete
 * EXT4-fs (sda1): orphan cleanup on readonly fs
 * XFS (sda1): Starting recovery (logdev: internal)
 * FAT-fs (sda1): Volume was not properly unmounted. Some data may be corrupt. Please run fsck.
 * systemd-journald: File /var/log/journal/…/system.journal corrupted or uncleanly shut down, renaming and replacing.
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:EXT4-fs \([\w-]+\): (?:recovery complete|orphan cleanup on readonly fs)|XFS \([\w-]+\): Starting recovery|FAT-fs \([\w-]+\): Volume was not properly unmounted|corrupted or uncleanly shut down, renaming).{0,100})/,
  anchor: [
    'recovery complete',
    'orphan cleanup on readonly fs',
    'Starting recovery',
    'Volume was not properly unmounted',
    'corrupted or uncleanly shut down',
  ],
});

export default defineLogCheck({
  severity: 'info',
  explainedBy: ['reboot/clean'],
  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The filesystems were closed in order before the last start',
      failed: 'A filesystem had not been closed when the node started',
      why: 'It was in use when the machine stopped: a power failure, a reset, or a shutdown that did not wait. The filesystem repaired itself; databases and images that were being written may still be damaged. A volume that moved here from another node that crashed says the same.',
      fix: [
        'Compare its time with the starts of the node: `last -x reboot shutdown`.',
        'Nothing is to be done for the filesystem itself. If containers fail to start since, look at the findings on images and the runtime.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '上次启动前文件系统均已正常关闭',
      failed: '节点启动时发现文件系统未正常关闭',
      why: '机器停止时文件系统仍在使用：断电、复位，或关机时未等待。文件系统已自行修复，但当时正在写入的数据库和镜像仍可能损坏。从另一台宕机节点挂过来的卷也会有同样的记录。',
      fix: [
        '与节点的启动时间对照：`last -x reboot shutdown`。',
        '文件系统本身无需处理。若此后容器无法启动，请查看镜像与运行时相关的问题。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
