import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * XFS found damage and shut the filesystem down (fs/xfs/xfs_fsops.c, xfs_error.c):
 *
 * ```
 * XFS (dm-0): Corruption of in-memory data (0x8) detected at xfs_trans_cancel+0x142/0x160. Shutting down filesystem.
 * XFS (dm-0): Corruption of in-memory data detected.  Shutting down filesystem
 * XFS (sda1): Log I/O Error (0x2) detected at xlog_ioend_work+0x6b/0x80. Shutting down filesystem.
 * XFS (sda1): metadata I/O error in "xfs_buf_ioend+0x15c" at daddr 0x2 len 8 error 5
 * XFS (sda1): Metadata corruption detected at xfs_agf_read_verify+0x5e
 * XFS (sda1): Please unmount the filesystem and rectify the problem(s)
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>XFS \((?!loop)[\w-]+\): (?:Corruption of in-memory data|Log I\/O [Ee]rror|metadata I\/O error|Metadata (?:CRC error|corruption) detected|Internal error |Please (?:unmount|umount) the filesystem|xfs_log_force: error|Filesystem has been shut down|User initiated shutdown).{0,140})/,
  anchor: [
    'Corruption of in-memory data',
    'Log I/O Error',
    'Log I/O error',
    'metadata I/O error',
    'Metadata CRC error',
    'Metadata corruption',
    'Internal error ',
    'mount the filesystem',
    'xfs_log_force: error',
    'Filesystem has been shut down',
    'User initiated shutdown',
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
      passed: 'XFS finds no damage',
      failed: 'An XFS filesystem is damaged or was shut down',
      why: 'XFS stops all access to a filesystem rather than write on damaged structures: every read and write ends with `Input/output error`. With the data of docker, containerd or the kubelet on it no container starts any more. Errors of the disk below are the usual reason; without them it may be a defect of the kernel.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again.',
        'Look for errors of the disk below it first; they must be gone before a repair.',
        'Unmount it, mount it once so that its log is replayed, unmount it and repair it, the root filesystem from a rescue system: `xfs_repair /dev/DISK`. That interrupts everything that uses it.',
        'If the disk is sound, update the kernel.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '未发现 XFS 文件系统损坏',
      failed: 'XFS 文件系统损坏或已被关闭',
      why: 'XFS 在发现损坏后会停止对该文件系统的一切访问，所有读写都返回 `Input/output error`。若 docker、containerd 或 kubelet 的数据在其上，则无法再启动容器。最常见的原因是底层磁盘错误；若磁盘正常，则可能是内核缺陷。',
      fix: [
        '先排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。',
        '先检查底层磁盘是否有错误，修复之前必须先解决。',
        '卸载后重新挂载一次以回放日志，再卸载并修复，根文件系统需在救援系统中进行：`xfs_repair /dev/磁盘`。所有使用该文件系统的业务都会中断。',
        '若磁盘正常，请升级内核。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
