import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { kubeletAgeSeconds } from '../../facts/kubelet/kubelet-start.js';
import { timeText } from '../../facts/plain-text.js';

/** What every kubelet says of itself until its first look at the runtime has ended. */
const STARTING =
  /^(container runtime status check may not have completed yet|PLEG is not healthy: pleg has yet to be successful|CSINode is not yet initialized)$/;
/** That look takes seconds; PLEG and runtime checks have their first result within a minute or two. */
const STARTING_SECONDS = 120;

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'pleg/healthy',
    'docker/running',
    'docker/answers',
    'containerd/running',
    'disk/writable',
    'containerd/embedded-runs',
    'containerd/cri-enabled',
    'pids/threads-below-limit',
    'network/plugin-ready',
    'disk/no-io-errors',
    'disk/ext4-sound',
    'disk/xfs-sound',
    'docker/answers-kubelet',
    'containerd/answers-kubelet',
    'pids/daemons-can-fork',
    'kubelet/runtime-answers',
    'containerd/plugins-load',
  ],
  needs: { node: nodeObject, age: optional(kubeletAgeSeconds) },

  messages: {
    en: {
      passed: 'The node is Ready',
      failed: 'The node is not Ready',
      why: 'The kubelet of the node is alive and reports that it cannot run pods, and why. No new pods come to the node; after five minutes the pods that are on it are evicted.',
      fix: [
        'Follow what the kubelet says in the finding: it names the part that is broken, mostly the container runtime, the network plug-in, or PLEG.',
        'Look at the node and its events again: `kubectl describe node <node-name>`.',
        'Look at the log of the kubelet: `journalctl -u kubelet`, on k3s `journalctl -u k3s` or `journalctl -u k3s-agent`.',
      ],
      doesNotApply: 'The cluster does not hear from the node: whether it is ready is not known.',
      findings: {
        notReady: 'The kubelet reports the node as not ready since {since}: {message}',
        starting: 'The kubelet has just started and is not ready yet ({message}). Look again in two minutes.',
      },
    },
    'zh-CN': {
      passed: '节点处于 Ready 状态',
      failed: '节点未处于 Ready 状态',
      why: '该节点的 kubelet 仍在运行，但它报告自己无法运行 Pod，并给出了原因。新的 Pod 不会再调度到该节点；五分钟后，节点上已有的 Pod 会被驱逐。',
      fix: [
        '根据结论中 kubelet 给出的信息排查：其中会指明出现故障的组件，通常是容器运行时、网络插件或 PLEG。',
        '再次查看节点详情及事件：`kubectl describe node <node-name>`。',
        '查看 kubelet 日志：`journalctl -u kubelet`；k3s 环境使用 `journalctl -u k3s` 或 `journalctl -u k3s-agent`。',
      ],
      doesNotApply: '集群已收不到该节点的心跳，无法判断它是否就绪。',
      findings: {
        notReady: 'kubelet 自 {since} 起报告节点未就绪：{message}',
        starting: 'kubelet 刚刚启动，尚未就绪（{message}）。请两分钟后再查看。',
      },
    },
  },

  applies: ({ node }) => conditionOf(node, 'Ready')?.status !== 'Unknown',

  run({ node, age }, report) {
    const ready = conditionOf(node, 'Ready');
    if (!ready) throw new ParseError('the node has no condition Ready');
    if (ready.status === 'True') return;
    const { message, at, lastTransition } = ready;
    const details = { evidence: [at], seen: conditionTimes(ready) };
    if (age !== undefined && age >= 0 && age < STARTING_SECONDS && isStarting(message)) {
      report('starting', { ...details, params: { message }, severity: 'info' });
    } else {
      report('notReady', { ...details, params: { since: timeText(lastTransition), message } });
    }
  },
});

/** Several reasons come as `[one, another]`. */
function isStarting(message: string): boolean {
  const reasons = message.replace(/^\[|\]$/g, '').split(', ');
  return reasons.every(reason => STARTING.test(reason));
}
