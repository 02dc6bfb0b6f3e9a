import { defineCheck } from '../../check.js';
import { nodeObject } from '../../facts/cluster/node-object.js';

export default defineCheck({
  severity: 'info',
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The node takes new pods',
      failed: 'The node is cordoned',
      why: 'Somebody has marked the node as unschedulable, mostly for a drain or an upgrade, and has not taken it back. The pods that are on it run on; new ones do not come.',
      fix: ['When the work on the node is done: `kubectl uncordon <node-name>`.'],
      findings: { cordoned: 'The node {node} is marked as unschedulable.' },
    },
    'zh-CN': {
      passed: '节点可以接收新的 Pod',
      failed: '节点已被设置为不可调度',
      why: '该节点被人为标记为不可调度（通常是为了排空或升级），之后没有恢复。已有的 Pod 继续运行，但不会有新的 Pod 调度上来。',
      fix: ['确认节点上的操作已完成后，执行 `kubectl uncordon <node-name>`。'],
      findings: { cordoned: '节点 {node} 被标记为不可调度。' },
    },
  },

  run({ node: { name, unschedulable, taints } }, report) {
    const taint = taints.find(({ key }) => key === 'node.kubernetes.io/unschedulable');
    if (!unschedulable.value) return;
    report('cordoned', { params: { node: name }, evidence: [unschedulable.at, taint?.at] });
  },
});
