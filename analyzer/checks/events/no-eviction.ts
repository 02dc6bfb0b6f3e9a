import { defineCheck } from '../../check.js';
import { seenOf } from '../../event-check.js';
import { nodeEvents } from '../../facts/cluster/node-events.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'disk/filesystems-not-full',
    'disk/no-disk-pressure',
    'inodes/filesystems-not-out-of-inodes',
    'memory/no-memory-pressure',
    'memory/enough-available',
    'pids/no-pid-pressure',
    'pids/threads-below-limit',
    'disk/image-gc-frees-enough',
  ],
  needs: { events: nodeEvents },

  messages: {
    en: {
      passed: 'No event of the last hour says that the kubelet had to reclaim anything',
      failed: 'The kubelet had to reclaim what the node ran out of',
      why: 'The node went below an eviction threshold. The kubelet first deletes dead containers and unused images; when that is not enough it evicts pods, one every ten seconds.',
      fix: [
        'Look at what is short: `kubectl describe node <node-name>`, then `df -h`, `df -i` and `free -m` on the node.',
        'Look at which pods were evicted: `kubectl get pods -A --field-selector=status.phase=Failed`.',
        'Free what is short, or move pods away: see the sections about memory, inodes, PIDs and disk space.',
      ],
      findings: { reclaiming: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中，kubelet 没有回收资源的记录',
      failed: 'kubelet 曾因资源不足而回收资源',
      why: '该节点曾低于驱逐阈值。kubelet 会先清理已退出的容器和未使用的镜像；仍不足时开始驱逐 Pod，每十秒一个。',
      fix: [
        '查看不足的资源：`kubectl describe node <node-name>`，并在节点上执行 `df -h`、`df -i` 和 `free -m`。',
        '查看被驱逐的 Pod：`kubectl get pods -A --field-selector=status.phase=Failed`。',
        '释放不足的资源，或将 Pod 迁走：参见内存、索引节点、PID 及磁盘空间各节。',
      ],
      findings: { reclaiming: 'kubelet 上报（{times} 次）：{message}' },
    },
  },

  run({ events }, report) {
    for (const event of events) {
      const { reason, message, count, at } = event;
      if (reason !== 'EvictionThresholdMet') continue;
      report('reclaiming', { params: { times: count, message }, evidence: [at], seen: seenOf(event) });
    }
  },
});
