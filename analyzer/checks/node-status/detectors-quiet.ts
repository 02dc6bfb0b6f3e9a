import { defineCheck } from '../../check.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { type NodeCondition, nodeObject } from '../../facts/cluster/node-object.js';
import { timeText } from '../../facts/plain-text.js';

/** What other checks judge: Kubernetes' own conditions, and those of detectors that have a section of the guide. */
const JUDGED_ELSEWHERE: readonly string[] = [
  'Ready',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
  'OutOfDisk',
  'NTPProblem',
  'RuntimeOffline',
  'DockerOffline',
  'InodesPressure',
  'NodePIDPressure',
];
/** True is good here (terway and the kubelet); every other detector says True when there is a problem. */
const TRUE_IS_GOOD: readonly string[] = ['SufficientIP'];
/** fs.file-max since systemd 240: the detector multiplies it by 80 in the shell, which overflows. */
const HUGE_FILE_MAX = '9223372036854775807';

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'docker/running',
    'docker/answers',
    'containerd/running',
    'kubelet/not-restarting',
    'disk/writable',
    'reboot/clean',
  ],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'No detector on the node reports a problem',
      failed: 'A detector on the node reports a problem',
      why: 'Detectors such as node-problem-detector watch the kernel, the runtime and the hardware, and put what they find on the node as further conditions. A condition that is True is a problem, whatever its name says. Some of them, as KernelDeadlock, stay True until the detector is restarted.',
      fix: [
        'Look at the message of the condition, and at what the detector saw: `kubectl describe node <node-name>`.',
        'Look at the log of the kernel at that time: `dmesg -T`.',
        'When the trouble is gone and the condition stays: restart the pod of the detector on this node.',
      ],
      findings: { problem: 'The condition {condition} is {status} since {since}: {message}' },
    },
    'zh-CN': {
      passed: '节点上的检测组件没有报告问题',
      failed: '节点上的检测组件报告了问题',
      why: 'node-problem-detector 等检测组件会监视内核、运行时和硬件，并把结果写成节点的附加状态。无论名称如何，状态为 True 即表示存在问题。其中一些（如 KernelDeadlock）会一直保持 True，直到检测组件重启。',
      fix: [
        '查看该状态的说明以及检测组件发现的内容：`kubectl describe node <node-name>`。',
        '查看当时的内核日志：`dmesg -T`。',
        '若问题已消除但状态仍在：重启该节点上检测组件的 Pod。',
      ],
      findings: { problem: '节点状态 {condition} 自 {since} 起为 {status}：{message}' },
    },
  },

  run({ node }, report) {
    for (const condition of node.conditions) {
      if (JUDGED_ELSEWHERE.includes(condition.type) || !isProblem(condition)) continue;
      const { type, status, reason, message, lastTransition, at } = condition;
      report('problem', {
        params: { condition: type, status, since: timeText(lastTransition), message: message || reason },
        evidence: [at],
        seen: conditionTimes(condition),
      });
    }
  },
});

function isProblem({ type, status, message }: NodeCondition): boolean {
  if (TRUE_IS_GOOD.includes(type)) return status === 'False';
  return status === 'True' && !(type === 'FDPressure' && message.includes(HUGE_FILE_MAX));
}
