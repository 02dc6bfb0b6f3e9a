import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * ext4 found what cannot be (fs/ext4/super.c, fs/jbd2):
 *
 * ```
 * EXT4-fs error (device sda1): ext4_lookup:1590: inode #2: comm ls: deleted inode referenced: 12
 * EXT4-fs (sda1): Remounting filesystem read-only
 * EXT4-fs error (device sda1) in ext4_reserve_inode_write:5739: Journal has aborted
 * JBD2: Detected IO errors while flushing file data on sda1-8
 * EXT4-fs warning (device sda1): ext4_dx_add_entry:2516: Directory (ino: 131073) index full, reach max htree level :2
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:EXT4-fs error \(device (?!loop)[\w-]+\)|EXT4-fs \((?!loop)[\w-]+\): (?:Remounting filesystem read-only|failed to convert unwritten|previous I\/O error to superblock)|JBD2: Detected IO errors while flushing file data on|EXT4-fs warning \(device [\w-]+\): ext4_dx_add_entry:?\d*: Directory \(ino: \d+\) index full).{0,160})/,
  anchor: [
    'EXT4-fs error (device ',
    'Remounting filesystem read-only',
    'failed to convert unwritten',
    'previous I/O error to superblock',
    'JBD2: Detected IO errors',
    'index full',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['disk/no-io-errors', 'disk/links-steady', 'disk/nvme-answers'],
  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'ext4 finds no damage',
      failed: 'An ext4 filesystem is damaged',
      why: 'The filesystem holds entries that contradict each other, or its disk lost writes. From the first error on it may turn read-only: then images cannot be unpacked, containers do not start and the kubelet cannot write. `index full` means that a directory holds more files than ext4 can list: new files there fail as if the disk were full.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again.',
        'Look for errors of the disk below it first; they are the usual reason, and must be gone before a repair.',
        'Repair it unmounted, the root filesystem from a rescue system: `e2fsck -f /dev/DISK`. That interrupts everything that uses it.',
        'Of `index full`: delete files from the directory that the inode number names (`find / -xdev -inum INODE`), or allow larger directories: `tune2fs -O large_dir /dev/DISK`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '未发现 ext4 文件系统损坏',
      failed: 'ext4 文件系统损坏',
      why: '文件系统内部数据不一致，或磁盘丢失了写入。首次出错后文件系统可能变为只读：镜像无法解压、容器无法启动、kubelet 无法写入。`index full` 表示某个目录的文件数超过 ext4 的上限，在其中新建文件会失败，现象类似磁盘已满。',
      fix: [
        '先排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。',
        '先检查底层磁盘是否有错误：这是最常见的原因，修复文件系统之前必须先解决。',
        '在卸载状态下修复，根文件系统需在救援系统中进行：`e2fsck -f /dev/磁盘`。所有使用该文件系统的业务都会中断。',
        '若为 `index full`：按 inode 号找到目录（`find / -xdev -inum INODE`）并删除其中的文件，或允许更大的目录：`tune2fs -O large_dir /dev/磁盘`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
