import { defineCheck, type Severity } from '../../check.js';
import { type Filesystem, inodeTables, isRemote } from '../../facts/storage/filesystems.js';

const WARNING_PERCENT = 90;
/** 100 % less `nodefs.inodesFree<5%`, the default of the kubelet. */
const CRITICAL_PERCENT = 95;

export default defineCheck({
  severity: 'critical',
  needs: { inodeTables },

  messages: {
    en: {
      passed: 'All filesystems have enough inodes',
      failed: 'A filesystem has almost no inodes left',
      why: 'Each file takes an inode, and their number is fixed when the filesystem is made. When they are used up no file can be created (`No space left on device`), although `df -h` shows space. The kubelet reports it as DiskPressure and evicts pods; with the defaults of k3s it reports nothing.',
      fix: [
        'Find the directories with the most files: `du --inodes -x / | sort -n | tail -20`.',
        'Delete small files that nothing needs: sessions, mails, caches, old logs.',
        'Images that were loaded from files, as where no registry can be reached, do not come back once they are deleted: keep those files at hand. Then delete images that nothing uses: `crictl rmi --prune`, with docker `docker image prune -a`. Others are pulled again when they are needed.',
        'If files of this kind are what the node is for: a filesystem with more inodes (`mkfs.ext4 -N`) or xfs.',
      ],
      findings: { outOfInodes: '{mount} ({device}) has used {percent} % of its inodes: {available} are left.' },
    },
    'zh-CN': {
      passed: '所有文件系统的索引节点充足',
      failed: '文件系统的索引节点即将用尽',
      why: '每个文件占用一个索引节点，其数量在创建文件系统时即已固定。用尽后，即使 `df -h` 显示仍有空间也无法创建文件（`No space left on device`）。kubelet 会将其上报为 DiskPressure 并驱逐 Pod；k3s 默认配置下不会上报。',
      fix: [
        '找出文件最多的目录：`du --inodes -x / | sort -n | tail -20`。',
        '删除不再需要的小文件：会话、邮件、缓存及旧日志。',
        '离线环境中由文件导入的镜像删除后不会自动恢复，请先确认仍保留镜像文件。然后删除未被使用的镜像：`crictl rmi --prune`，docker 环境使用 `docker image prune -a`；其余镜像需要时会重新拉取。',
        '若业务本身需要大量小文件：使用索引节点更多的文件系统（`mkfs.ext4 -N`）或 xfs。',
      ],
      findings: { outOfInodes: '{mount}（{device}）的索引节点已使用 {percent} %，剩余 {available} 个。' },
    },
  },

  run({ inodeTables: tables }, report) {
    for (const table of tables) {
      const { mount, device, usedPercent, available, at } = table;
      if (usedPercent < WARNING_PERCENT) continue;
      report('outOfInodes', {
        severity: severityOf(table),
        params: { mount, device, percent: usedPercent, available },
        evidence: [at],
      });
    }
  },
});

function severityOf(table: Filesystem): Severity {
  if (isRemote(table) && table.roles.length === 0) return 'info';
  return table.usedPercent >= CRITICAL_PERCENT ? 'critical' : 'warning';
}
