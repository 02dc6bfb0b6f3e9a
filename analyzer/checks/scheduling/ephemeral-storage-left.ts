import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { nodeResources, shareOf } from '../../facts/cluster/node-resources.js';
import { sizeText } from '../../facts/plain-text.js';

/** Whatever the pod, little of it fits any more. */
const NEARLY_ALL_PERCENT = 90;

export default defineCheck({
  severity: 'warning',
  needs: { resources: nodeResources },

  messages: {
    en: {
      passed: 'Pods can still ask for ephemeral storage here',
      failed: 'Pods have asked for almost all ephemeral storage of the node',
      why: 'The scheduler counts what pods ask for (requests), not what they use: a pod that asks for more than is left is not put here, though the node may have little to do. Pods that run are not disturbed.',
      fix: [
        'See what is given away: `kubectl describe node <node-name>`, `Allocatable` and `Allocated resources`.',
        'Delete pods that are not needed, or fewer replicas.',
        'Set requests and limits of pods to what they really use.',
        'Give the node more, or add a node to the cluster.',
      ],
      findings: { taken: 'Pods ask for {requested} of {allocatable} ({percent} %).' },
    },
    'zh-CN': {
      passed: '节点上仍有可调度的临时存储',
      failed: '节点可分配的临时存储已几乎全部分配',
      why: '调度器按 Pod 的 request 而不是实际用量计算：请求量大于剩余量的 Pod 不会调度到该节点，即使节点实际负载不高。正在运行的 Pod 不受影响。',
      fix: [
        '查看节点资源分配情况：`kubectl describe node <node-name>` 中的 `Allocatable` 与 `Allocated resources`。',
        '删除或减少不必要的 Pod，降低节点的负载。',
        '根据业务实际用量重新设置 Pod 的 request 与 limit。',
        '为节点扩容升配，或在集群中添加新的节点。',
      ],
      findings: { taken: 'Pod 共请求 {requested}，可分配 {allocatable}（{percent} %）。' },
    },
  },

  run({ resources }, report) {
    const share = shareOf(resources, 'ephemeral-storage');
    if (!share) throw new ParseError('does not tell how much ephemeral-storage is given away');
    const { requested, whole, percent } = share;
    if (percent < NEARLY_ALL_PERCENT) return;
    report('taken', {
      params: {
        requested: sizeText(requested.value / 1024),
        allocatable: sizeText(whole.value / 1024),
        percent: Math.floor(percent),
      },
      evidence: [requested.at, whole.at],
    });
  },
});
