import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { nodeResources } from '../../facts/cluster/node-resources.js';

const NEARLY_ALL = 0.95;

export default defineCheck({
  severity: 'warning',
  needs: { resources: nodeResources },

  messages: {
    en: {
      passed: 'The node may take more pods',
      failed: 'The node has almost as many pods as it may have',
      why: 'The kubelet takes no more pods than `maxPods` (110 unless set). Pods beyond that wait with `Too many pods`, whatever memory and processors are left.',
      fix: [
        'Delete pods that are not needed, or move some to other nodes.',
        'Add a node to the cluster.',
        'With a range of addresses and resources to spare raise `maxPods` in `/var/lib/kubelet/config.yaml` (k3s: `kubelet-arg: max-pods=<number>`), then restart the kubelet, which leaves containers running.',
      ],
      findings: {
        taken: '{pods} pods exist; the node may have {allowed} (`pods` of its Allocatable): {left} more fit.',
      },
    },
    'zh-CN': {
      passed: '节点仍可容纳更多 Pod',
      failed: '节点上的 Pod 数已接近上限',
      why: 'kubelet 接受的 Pod 数不超过 `maxPods`（默认 110）。超出的 Pod 会以 `Too many pods` 等待，与剩余的 CPU、内存无关。',
      fix: [
        '删除不必要的 Pod，或将部分 Pod 迁移到其他节点。',
        '在集群中添加新的节点。',
        '若 IP 地址段和资源充足，可在 `/var/lib/kubelet/config.yaml` 中调大 `maxPods`（k3s：`kubelet-arg: max-pods=<数值>`），然后重启 kubelet，重启不影响运行中的容器。',
      ],
      findings: { taken: '已有 {pods} 个 Pod，上限为 {allowed}（Allocatable 中的 `pods`），还可容纳 {left} 个。' },
    },
  },

  run({ resources }, report) {
    const { pods } = resources;
    const allowed = resources.allocatable.get('pods');
    if (!pods || !allowed || allowed.value === 0)
      throw new ParseError('does not tell how many pods there are, or may be');
    if (pods.value < allowed.value * NEARLY_ALL) return;
    report('taken', {
      severity: pods.value >= allowed.value ? 'critical' : 'warning',
      params: { pods: pods.value, allowed: allowed.value, left: Math.max(0, allowed.value - pods.value) },
      evidence: [pods.at, allowed.at],
    });
  },
});
