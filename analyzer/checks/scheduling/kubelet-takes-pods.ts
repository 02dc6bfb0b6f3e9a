import { defineCheck } from '../../check.js';
import { podsOnNode } from '../../facts/cluster/pods-on-node.js';

const REASON = /^(?:OutOf|NodeAffinity$|UnexpectedAdmissionError$|Predicate)/;
const SHOWN = 5;

export default defineCheck({
  severity: 'warning',
  needs: { pods: podsOnNode },

  messages: {
    en: {
      passed: 'The kubelet took every pod that was put here',
      failed: 'The kubelet refused pods that were put here',
      why: 'The scheduler and the kubelet saw the node differently: pods were put here while others had not ended, or the node restarted and had less than before. Such pods stay as Failed; their controller makes new ones.',
      fix: [
        'Delete what is left of them: `kubectl delete pod -n <namespace> <pod>`.',
        'See what is given away: `kubectl describe node <node-name>`, `Allocatable` and `Allocated resources`.',
        'When it goes on, restart the kubelet, which leaves containers running: `systemctl restart kubelet`.',
      ],
      findings: { ended: '{count} pods with {reason}: {names}' },
    },
    'zh-CN': {
      passed: 'kubelet 接受了所有调度到本节点的 Pod',
      failed: 'kubelet 拒绝了调度到本节点的 Pod',
      why: '调度器与 kubelet 对节点资源的认识不一致：旧 Pod 尚未结束时调度了新 Pod，或节点重启后资源少于之前。此类 Pod 会停留在 Failed，由控制器另建。',
      fix: [
        '删除残留的 Pod：`kubectl delete pod -n <namespace> <pod>`。',
        '查看节点资源分配情况：`kubectl describe node <node-name>` 中的 `Allocatable` 与 `Allocated resources`。',
        '若持续出现，请重启 kubelet（不影响运行中的容器）：`systemctl restart kubelet`。',
      ],
      findings: { ended: '{count} 个 Pod 为 {reason}：{names}' },
    },
  },

  run({ pods }, report) {
    const reasons = new Set(pods.map(({ reason }) => reason).filter(reason => REASON.test(reason)));
    for (const reason of reasons) {
      const found = pods.filter(pod => pod.reason === reason);
      report('ended', {
        params: {
          count: found.length,
          reason,
          names: found
            .slice(0, SHOWN)
            .map(({ name }) => name)
            .join(', '),
        },
        evidence: found.slice(0, SHOWN).map(({ at }) => at),
      });
    }
  },
});
