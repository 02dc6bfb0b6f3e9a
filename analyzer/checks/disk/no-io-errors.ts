import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A read or a write that the disk refused, in the words of Linux 2.6 to 6.x (block/blk-core.c, blk-mq.c, fs/buffer.c):
 *
 * ```
 * blk_update_request: I/O error, dev sda, sector 12345
 * print_req_error: I/O error, dev sda, sector 12345
 * I/O error, dev nvme0n1, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2
 * critical medium error, dev sda, sector 12345
 * Buffer I/O error on dev sda1, logical block 1, lost async page write
 *
 * Floppy, CD and loop devices say so without a disk being broken.
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:(?:critical (?:medium|target|space allocation|nexus) error|I\/O error), dev (?!fd\d|sr\d|loop|ram|zram|nbd)[\w-]{2,32}, sector \d+|Buffer I\/O error on dev(?:ice)? (?!fd\d|sr\d|loop|ram|zram|nbd)[\w-]{2,32}, logical block \d+).{0,120})/,
  anchor: [
    'I/O error, dev ',
    'medium error, dev ',
    'target error, dev ',
    'space allocation error, dev ',
    'nexus error, dev ',
    'Buffer I/O error on dev',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['disk/smart-well', 'disk/nvme-answers', 'disk/links-steady'],

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The disks read and write without errors',
      failed: 'A disk of the node does not read or write what it is asked to',
      why: 'The disk, its cable, or the storage behind it fails. Processes that touch the place wait or break off, filesystems turn read-only, and what is stored there may be lost. A volume that was taken away from the machine while it was in use says the same.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again.',
        'See which disk it is and whether it is still there: `lsblk -o NAME,SIZE,MODEL,MOUNTPOINT`, `smartctl -a /dev/DISK`.',
        'Replace the disk; of a cloud disk ask the provider, of a network disk look at its path first.',
        'Check the filesystem before it is used again, unmounted: `fsck -n /dev/DISK`, for XFS `xfs_repair -n /dev/DISK`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '磁盘读写正常，没有错误',
      failed: '节点的磁盘出现读写错误',
      why: '磁盘、线缆或其后端存储发生故障。访问该位置的进程会卡住或中断，文件系统可能变为只读，数据可能丢失。正在使用的卷被卸走时也会出现同样的记录。',
      fix: [
        '先排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。',
        '确认是哪块磁盘、是否仍在：`lsblk -o NAME,SIZE,MODEL,MOUNTPOINT`，`smartctl -a /dev/磁盘`。',
        '更换磁盘；云盘请联系云服务商，网络存储请先检查链路。',
        '再次使用前在卸载状态下检查文件系统：`fsck -n /dev/磁盘`，XFS 使用 `xfs_repair -n /dev/磁盘`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
