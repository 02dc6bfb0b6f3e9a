import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { nodeObject } from '../../facts/cluster/node-object.js';
import { timeText } from '../../facts/plain-text.js';

/** Set by node-problem-detector on ACK above 80 % of `/`. Kubernetes itself shows DiskPressure. */
const CONDITIONS: readonly string[] = ['InodesPressure'];

export default defineCheck({
  severity: 'warning',
  explainedBy: ['inodes/filesystems-not-out-of-inodes'],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The cluster does not report the node as short of inodes',
      failed: 'The cluster reports the node as short of inodes (InodesPressure)',
      why: 'The node-problem-detector of this cluster found more than 80 % of the inodes of the root filesystem in use. When they are used up no file can be created, although there is space left.',
      fix: [
        'Look at which filesystem it is: `df -i`.',
        'Find the directories with the most files: `du --inodes -x / | sort -n | tail -20`.',
        'Delete small files that nothing needs.',
        'Images that were loaded from files do not come back once they are deleted: keep those files at hand. Then delete images that nothing uses: `crictl rmi --prune`, with docker `docker image prune -a`.',
      ],
      doesNotApply: 'The cluster does not watch inodes (no condition InodesPressure).',
      findings: { pressure: 'The condition {condition} is True since {since}: {message}' },
    },
    'zh-CN': {
      passed: '集群未报告该节点索引节点不足',
      failed: '集群报告该节点索引节点不足（InodesPressure）',
      why: '集群的 node-problem-detector 检测到根文件系统的索引节点使用率超过 80 %。索引节点用尽后，即使仍有空间也无法创建文件。',
      fix: [
        '查看是哪个文件系统：`df -i`。',
        '找出文件最多的目录：`du --inodes -x / | sort -n | tail -20`。',
        '删除不再需要的小文件。',
        '由文件导入的镜像删除后不会自动恢复，请先确认仍保留镜像文件。然后删除未被使用的镜像：`crictl rmi --prune`，docker 环境使用 `docker image prune -a`。',
      ],
      doesNotApply: '集群没有监测索引节点（不存在 InodesPressure 状态）。',
      findings: { pressure: '节点状态 {condition} 自 {since} 起为 True：{message}' },
    },
  },

  // Without the detector the condition does not exist, which says nothing about inodes.
  applies: ({ node }) => node.conditions.some(({ type }) => CONDITIONS.includes(type)),

  run({ node }, report) {
    for (const condition of node.conditions) {
      if (!CONDITIONS.includes(condition.type)) continue;
      const { type, status, message, lastTransition, at } = condition;
      if (status === 'Unknown') throw new ParseError(`the condition ${type} is Unknown`, at);
      if (status !== 'True') continue;
      report('pressure', {
        params: { condition: type, since: timeText(lastTransition), message },
        evidence: [at],
        seen: conditionTimes(condition),
      });
    }
  },
});
