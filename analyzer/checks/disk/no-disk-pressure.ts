import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { timeText } from '../../facts/plain-text.js';

const CONDITION = 'DiskPressure';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['disk/filesystems-not-full', 'inodes/filesystems-not-out-of-inodes', 'disk/image-gc-frees-enough'],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The kubelet has enough disk space',
      failed: 'The kubelet is short of disk space or inodes (DiskPressure)',
      why: 'Space or inodes of the filesystem of the kubelet (`nodefs`) or of the images (`imagefs`) are below the limit of the kubelet. Pods are not accepted any more, and evicted one after the other. The condition stays for five minutes after there is enough again.',
      fix: [
        'Look at which filesystem is full, and of what: `df -h`, `df -i`, then `du -xh --max-depth=2 /var/lib | sort -h | tail`.',
        'Clean up files, old logs first: `journalctl --vacuum-size=500M`.',
        'Images that were loaded from files, as where no registry can be reached, do not come back once they are deleted: keep those files at hand. Then delete images that nothing uses: `crictl rmi --prune`, with docker `docker image prune -a`. Others are pulled again when they are needed.',
        'Limit `ephemeral-storage` of the pods, and prefer object storage to HostPath volumes.',
        'Enlarge the disk, or move pods to other nodes.',
      ],
      doesNotApply: 'The cluster does not hear from the node: its conditions are not known.',
      findings: { pressure: 'The condition {condition} is True since {since}: {message}' },
    },
    'zh-CN': {
      passed: 'kubelet 磁盘空间充足',
      failed: 'kubelet 磁盘空间或索引节点不足（DiskPressure）',
      why: 'kubelet 所在文件系统（`nodefs`）或镜像所在文件系统（`imagefs`）的可用空间或索引节点低于 kubelet 的阈值。节点不再接收 Pod，已有的 Pod 会被逐个驱逐。资源恢复后，该状态仍会保持五分钟。',
      fix: [
        '查看哪个文件系统已满、被什么占用：`df -h`、`df -i`，以及 `du -xh --max-depth=2 /var/lib | sort -h | tail`。',
        '清理文件，首先是旧日志：`journalctl --vacuum-size=500M`。',
        '离线环境中由文件导入的镜像删除后不会自动恢复，请先确认仍保留镜像文件。然后删除未被使用的镜像：`crictl rmi --prune`，docker 环境使用 `docker image prune -a`；其余镜像需要时会重新拉取。',
        '限制 Pod 的 `ephemeral-storage`，建议使用对象存储，尽量避免使用 HostPath 数据卷。',
        '为节点磁盘扩容，或将 Pod 迁移到其他节点。',
      ],
      doesNotApply: '集群已收不到该节点的心跳，其状态未知。',
      findings: { pressure: '节点状态 {condition} 自 {since} 起为 True：{message}' },
    },
  },

  // Unknown like all the others when the kubelet is silent, which node-status/heard-from tells.
  applies: ({ node }) => conditionOf(node, CONDITION)?.status !== 'Unknown',

  run({ node }, report) {
    const condition = conditionOf(node, CONDITION);
    if (!condition) throw new ParseError(`the node has no condition ${CONDITION}`);
    if (condition.status !== 'True') return;
    const { message, lastTransition, at } = condition;
    report('pressure', {
      params: { condition: CONDITION, since: timeText(lastTransition), message },
      evidence: [at],
      seen: conditionTimes(condition),
    });
  },
});
