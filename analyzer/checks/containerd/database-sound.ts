import { logMatches } from '../../fact.js';
import { writerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The database of containerd (or etcd, or kine) is damaged, mostly by a power cut: words of bbolt.
 *
 * ```
 * panic: freepages: failed to get all reachable pages (page 3906: multiple references)
 * panic: assertion failed: Page expected to be: 5, but self identifies as 0
 * unexpected fault address 0x7f…
 * ```
 */
const said = logMatches({
  in: writerLogs,
  pattern:
    /(?<what>freepages: failed to get all reachable pages|assertion failed: Page expected to be: \d{1,12}|(?:bolt|meta\.db|boltdb).{0,80}invalid database)/,
  anchor: ['failed to get all reachable pages', 'Page expected to be', 'invalid database'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['reboot/clean', 'disk/no-io-errors', 'disk/ext4-sound', 'disk/xfs-sound', 'disk/filesystems-not-full'],
  log: said,
  captures: ['what'],
  recentMinutes: 1440,

  messages: {
    en: {
      passed: 'No database of the node is told to be damaged',
      failed: 'A database of the node is damaged',
      why: 'containerd keeps what it knows of containers and images in one file, etcd the whole cluster in another. The file was cut off by a power loss or a failed disk, and the program breaks off each time it opens it.',
      fix: [
        'See whose it is: the name before the line, and the path in the lines around it.',
        'containerd: drain the node, stop containerd (on k3s: k3s), move `/var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db` aside (k3s: `/var/lib/rancher/k3s/agent/containerd`), start it again. Images are pulled anew; those that were loaded from files have to be loaded again.',
        'etcd: restore the member from its peers or from a snapshot; do not delete the data of a single-node cluster.',
        'Look at the disk: `dmesg -T | grep -iE "error|corrupt"`.',
      ],
      findings: {
        said: 'A database is damaged, said {times}×, last at {last}: {what}',
        was: 'A database was damaged until {last}, said {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: '节点上没有数据库损坏的记录',
      failed: '节点上有数据库已损坏',
      why: 'containerd 将容器和镜像信息保存在一个文件中，etcd 将整个集群的数据保存在另一个文件中。断电或磁盘故障导致文件不完整，程序每次打开时都会退出。',
      fix: [
        '确认属于哪个组件：查看日志行前的名称及上下文中的路径。',
        'containerd：排空节点，停止 containerd（k3s 环境停止 k3s），移走 `/var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db`（k3s：`/var/lib/rancher/k3s/agent/containerd`），再重新启动。镜像会重新拉取；由文件导入的镜像需要重新导入。',
        'etcd：从其他成员或快照恢复；单节点集群请勿删除数据。',
        '检查磁盘：`dmesg -T | grep -iE "error|corrupt"`。',
      ],
      findings: {
        said: '数据库已损坏，共出现 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前数据库损坏，共出现 {times} 次：{what}',
      },
    },
  },
});
