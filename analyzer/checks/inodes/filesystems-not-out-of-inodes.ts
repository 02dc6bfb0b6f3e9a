import { defineCheck, type Severity } from '../../check.js';
import { optional } from '../../fact.js';
import { type KubeletThresholds, kubeletThresholds } from '../../facts/kubelet/kubelet-thresholds.js';
import { percentText } from '../../facts/plain-text.js';
import { type Filesystem, inodeTables, isRemote } from '../../facts/storage/filesystems.js';

const WARNING_PERCENT = 90;
/** 100 % less `nodefs.inodesFree<5%`, the default of the kubelet: for what no limit guards. */
const CRITICAL_PERCENT = 95;

export default defineCheck({
  severity: 'critical',
  needs: { inodeTables, thresholds: optional(kubeletThresholds) },

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
      findings: {
        belowLimit:
          '{mount} ({device}) has {available} inodes left ({left} %), less than the limit {limit} of {signal}, from {from}.',
        nearLimit:
          '{mount} ({device}) has used {percent} % of its inodes: {available} are left, {distance} above the limit {limit} of {signal}, from {from}.',
        outOfInodes:
          '{mount} ({device}) has used {percent} % of its inodes: {available} are left. No limit of the kubelet guards them.',
      },
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
      findings: {
        belowLimit:
          '{mount}（{device}）剩余 {available} 个索引节点（{left} %），低于 {signal} 的阈值 {limit}（来自 {from}）。',
        nearLimit:
          '{mount}（{device}）的索引节点已使用 {percent} %：剩余 {available} 个，距 {signal} 的阈值 {limit} 还有 {distance} 个（来自 {from}）。',
        outOfInodes: '{mount}（{device}）的索引节点已使用 {percent} %，剩余 {available} 个。kubelet 没有针对它的阈值。',
      },
    },
  },

  run({ inodeTables: tables, thresholds }, report) {
    for (const table of tables) {
      const { mount, device, size, usedPercent, available, at } = table;
      const limit = thresholds && strictest(table, thresholds);
      const place = { mount, device, available };
      if (limit && available < limit.inodes) {
        const { inodes: _, ...named } = limit;
        const params = { ...place, left: percentText(available, size), ...named };
        report('belowLimit', { params, evidence: [at, thresholds.at] });
        continue;
      }
      if (usedPercent < WARNING_PERCENT) continue;
      const params = { ...place, percent: usedPercent };
      if (limit) {
        const { inodes, ...named } = limit;
        const found = { ...params, ...named, distance: Math.floor(available - inodes) };
        report('nearLimit', { severity: 'warning', params: found, evidence: [at, thresholds.at] });
      } else report('outOfInodes', { severity: severityOf(table), params, evidence: [at] });
    }
  },
});

/** The limit that is reached first of those that the kubelet holds the filesystem to; none on k3s by default. */
function strictest({ size, roles }: Filesystem, { hard, from }: KubeletThresholds) {
  const limits = roles.flatMap(role => {
    const signal = `${role}.inodesFree` as const;
    const limit = hard[signal];
    if (!limit) return [];
    const inodes = limit.percent === undefined ? (limit.amount ?? 0) : (size * limit.percent) / 100;
    return [{ signal, limit: limit.text, from, inodes }];
  });
  return limits.sort((a, b) => b.inodes - a.inodes)[0];
}

function severityOf(table: Filesystem): Severity {
  if (isRemote(table) && table.roles.length === 0) return 'info';
  return table.usedPercent >= CRITICAL_PERCENT ? 'critical' : 'warning';
}
