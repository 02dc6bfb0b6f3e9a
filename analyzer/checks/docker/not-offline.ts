import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { nodeObject } from '../../facts/cluster/node-object.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';

const CONDITIONS = ['RuntimeOffline', 'DockerOffline'];

export default defineCheck({
  severity: 'critical',
  explainedBy: ['docker/running', 'docker/answers', 'containerd/running'],
  needs: { runtime: containerRuntime, node: optional(nodeObject) },

  messages: {
    en: {
      passed: 'The cluster does not report the docker of this node as offline',
      failed: 'The cluster reports the docker of this node as offline',
      why: 'The node-problem-detector of this cluster asks docker for its containers and got no answer. The condition stays until it gets one again.',
      fix: [
        'Restarting docker stops the containers of this node, unless `live-restore` is set; drain the node first if it still serves pods. Then `systemctl restart docker`.',
        'Look at its state again: `systemctl status docker`.',
        'If the condition stays, read the log: `journalctl -u docker --since -1h`.',
      ],
      doesNotApply: 'This node does not use docker, or the cluster does not watch it (no condition RuntimeOffline).',
      findings: { offline: 'The condition {condition} is True: {reason}.' },
    },
    'zh-CN': {
      passed: '集群未报告该节点的 docker 离线',
      failed: '集群报告该节点的 docker 已离线',
      why: '集群的 node-problem-detector 向 docker 查询容器时没有得到响应。在恢复响应之前，该状态会一直保持。',
      fix: [
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）；若节点仍在承载业务，请先排空节点。然后执行 `systemctl restart docker`。',
        '再次查看其状态：`systemctl status docker`。',
        '若该状态仍未恢复，请查看日志：`journalctl -u docker --since -1h`。',
      ],
      doesNotApply: '该节点不使用 docker，或集群没有监测它（不存在 RuntimeOffline 状态）。',
      findings: { offline: '节点状态 {condition} 为 True：{reason}。' },
    },
  },

  // Without the detector the condition does not exist, which says nothing about docker.
  applies: ({ runtime, node }) =>
    runtime.name === 'docker' && (!node || node.conditions.some(({ type }) => CONDITIONS.includes(type))),

  run({ node }, report) {
    if (!node) throw new ParseError('what the cluster knows of the node is not in the bundle');
    for (const condition of node.conditions) {
      if (!CONDITIONS.includes(condition.type)) continue;
      const { type, status, reason, at } = condition;
      if (status === 'Unknown') throw new ParseError(`the condition ${type} is Unknown`, at);
      // By its status: the reason of a detector is not to be relied on, some print the same for both.
      if (status !== 'True') continue;
      report('offline', { params: { condition: type, reason }, evidence: [at], seen: conditionTimes(condition) });
    }
  },
});
