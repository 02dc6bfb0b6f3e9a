import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['containerd/running', 'containerd/embedded-runs', 'k3s/running'],
  needs: { runtime: containerRuntime, host: optional(kubeletHost), node: optional(nodeObject) },

  messages: {
    en: {
      passed: 'The cluster does not report the containerd of this node as offline',
      failed: 'The cluster reports the containerd of this node as offline',
      why: 'The node-problem-detector of this cluster asks the container runtime whether it is alive and got no answer. The condition stays until it gets one again.',
      fix: [
        'Restart the service that runs containerd: `systemctl restart {unit}`. Containers keep running meanwhile.',
        'Look at its state again: `systemctl status {unit}`.',
        'If the condition stays, read the log: `journalctl -u {unit} --since -1h`, on k3s also `/var/lib/rancher/k3s/agent/containerd/containerd.log`.',
      ],
      doesNotApply:
        'This node does not use containerd, or the cluster does not watch it (no condition RuntimeOffline).',
      findings: { offline: 'The condition RuntimeOffline is True: {reason}. containerd is run by {unit}.' },
    },
    'zh-CN': {
      passed: '集群未报告该节点的 containerd 离线',
      failed: '集群报告该节点的 containerd 已离线',
      why: '集群的 node-problem-detector 检测容器运行时是否存活时没有得到响应。在恢复响应之前，该状态会一直保持。',
      fix: [
        '重启运行 containerd 的服务：`systemctl restart {unit}`。期间容器继续运行。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若该状态仍未恢复，请查看日志：`journalctl -u {unit} --since -1h`，k3s 节点还应查看 `/var/lib/rancher/k3s/agent/containerd/containerd.log`。',
      ],
      doesNotApply: '该节点不使用 containerd，或集群没有监测它（不存在 RuntimeOffline 状态）。',
      findings: { offline: '节点状态 RuntimeOffline 为 True：{reason}。containerd 由服务 {unit} 运行。' },
    },
  },

  // Without the detector the condition does not exist, which says nothing about containerd.
  applies: ({ runtime, node }) =>
    runtime.name === 'containerd' && (!node || conditionOf(node, 'RuntimeOffline') !== undefined),

  run({ runtime, host, node }, report) {
    if (!node) throw new ParseError('what the cluster knows of the node is not in the bundle');
    const condition = conditionOf(node, 'RuntimeOffline');
    if (!condition || condition.status === 'False') return;
    const { status, reason, at } = condition;
    if (status === 'Unknown') throw new ParseError('the condition RuntimeOffline is Unknown', at);
    const unit = runtime.embedded ? (host?.unit ?? 'k3s') : 'containerd';
    report('offline', { params: { unit, reason }, evidence: [at], seen: conditionTimes(condition) });
  },
});
