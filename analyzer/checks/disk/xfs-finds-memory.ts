import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * XFS waits for memory in one piece (fs/xfs/kmem.c, up to Linux 5.x):
 *
 * ```
 * XFS: dockerd(1234) possible memory allocation deadlock size 65552 in kmem_realloc (mode:0x250)
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?<what>XFS: .{1,40}possible memory allocation deadlock.{0,100})/,
  anchor: 'possible memory allocation deadlock',
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'XFS finds the memory that it needs',
      failed: 'XFS waits for memory in one piece',
      why: 'Memory is in pieces too small for what XFS wants to load, mostly the list of extents of one very fragmented file (a database, an image of a disk, a log of docker). The process that waits cannot be killed, and what needs the same file waits with it: docker and PLEG stand still.',
      fix: [
        'Free the memory that only caches files, which slows the node for a moment: `echo 3 > /proc/sys/vm/drop_caches`, then `echo 1 > /proc/sys/vm/compact_memory`.',
        'Find the fragmented file of the process that is named: `xfs_bmap FILE | wc -l`, and copy it anew.',
        'Keep more memory free: `sysctl -w vm.min_free_kbytes=262144`. Newer kernels (4.18 and later) need no memory in one piece for this.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'XFS 能分配到所需内存',
      failed: 'XFS 等待连续内存',
      why: '内存碎片化，没有 XFS 所需的连续内存，通常是要加载某个高度碎片化文件（数据库、磁盘镜像、docker 日志）的 extent 列表。等待中的进程无法被终止，访问同一文件的进程也会一起等待，docker 和 PLEG 会停住。',
      fix: [
        '释放文件缓存（节点会短暂变慢）：`echo 3 > /proc/sys/vm/drop_caches`，然后 `echo 1 > /proc/sys/vm/compact_memory`。',
        '找到该进程使用的碎片化文件：`xfs_bmap 文件 | wc -l`，并重新复制该文件。',
        '保留更多空闲内存：`sysctl -w vm.min_free_kbytes=262144`。4.18 及以上内核不再需要为此分配连续内存。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
