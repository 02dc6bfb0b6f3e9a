import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { nodeObject } from '../../facts/cluster/node-object.js';
import { timeText } from '../../facts/plain-text.js';

/** The kubelet's own, which needs `pid.available` to be set, and that of node-problem-detector on ACK: 85 % of pid_max. */
const CONDITIONS: readonly string[] = ['PIDPressure', 'NodePIDPressure'];

export default defineCheck({
  severity: 'critical',
  explainedBy: ['pids/threads-below-limit'],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The node has enough process numbers',
      failed: 'The node is short of process numbers (PIDPressure)',
      why: 'Almost all process numbers of the node are taken. When they are used up nothing can be started any more: no container, no probe, no login.',
      fix: [
        'Compare the limit with what is used: `sysctl kernel.pid_max kernel.threads-max` and `ps -eLf | wc -l`.',
        'Find the five processes with the most threads: `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and the pods that they belong to: `cat /proc/<pid>/cgroup`.',
        'Have the code fixed that leaves threads behind, and restart those pods.',
        'Move pods to other nodes. With `podPidsLimit` in the configuration of the kubelet no pod can take all.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      doesNotApply: 'The cluster does not hear from the node: its conditions are not known.',
      findings: { pressure: 'The condition {condition} is True since {since}: {message}' },
    },
    'zh-CN': {
      passed: '节点的 PID 充足',
      failed: '节点的 PID 不足（PIDPressure）',
      why: '节点的 PID 几乎已全部用完。用尽后将无法启动任何进程：容器、探针以及登录都会失败。',
      fix: [
        '对比上限与当前用量：`sysctl kernel.pid_max kernel.threads-max` 与 `ps -eLf | wc -l`。',
        '找出线程数最多的五个进程：`ps -eo nlwp,pid,comm --sort=-nlwp | head -6`，并找到其所属的 Pod：`cat /proc/<pid>/cgroup`。',
        '修复不断泄漏线程的代码，并重启对应的 Pod。',
        '将 Pod 迁移到其他节点。在 kubelet 配置中设置 `podPidsLimit`，可避免单个 Pod 占满 PID。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      doesNotApply: '集群已收不到该节点的心跳，其状态未知。',
      findings: { pressure: '节点状态 {condition} 自 {since} 起为 True：{message}' },
    },
  },

  applies: ({ node }) => node.conditions.some(({ type, status }) => CONDITIONS.includes(type) && status !== 'Unknown'),

  run({ node }, report) {
    const found = node.conditions.filter(({ type }) => CONDITIONS.includes(type));
    if (found.length === 0) throw new ParseError(`the node has no condition ${CONDITIONS.join(' or ')}`);
    for (const condition of found) {
      if (condition.status !== 'True') continue;
      const { type, message, lastTransition, at } = condition;
      report('pressure', {
        params: { condition: type, since: timeText(lastTransition), message },
        evidence: [at],
        seen: conditionTimes(condition),
      });
    }
  },
});
