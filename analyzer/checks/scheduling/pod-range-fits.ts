import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { nodeResources } from '../../facts/cluster/node-resources.js';

/** The network itself, its broadcast, and the gateway that the bridge takes. */
const NOT_FOR_PODS = 3;

export default defineCheck({
  severity: 'warning',
  needs: { resources: nodeResources },

  messages: {
    en: {
      passed: 'The range of pod addresses fits the number of pods that the node may have',
      failed: 'The node may have more pods than it has addresses for them',
      why: 'The scheduler goes by `maxPods`, and the network plugin by the range of the node (PodCIDR). Pods beyond the range are put here and stay in ContainerCreating for want of an address.',
      fix: [
        'Lower `maxPods` in `/var/lib/kubelet/config.yaml` (k3s: `kubelet-arg: max-pods=<number>`) to fewer than the addresses, then restart the kubelet, which leaves containers running.',
        'A larger range is only given to new nodes: set `--node-cidr-mask-size` of the controller manager, and add the node anew. Drain it first: its pods are interrupted.',
      ],
      doesNotApply: 'The node has no range of its own: addresses come from the network plugin.',
      findings: { small: '{range} has {addresses} addresses for pods, and {allowed} pods may be here.' },
    },
    'zh-CN': {
      passed: 'Pod 地址段大小与节点 Pod 上限匹配',
      failed: '节点 Pod 上限大于可用的 Pod 地址数',
      why: '调度器依据 `maxPods`，网络插件依据节点地址段（PodCIDR）。超出地址段的 Pod 会被调度到该节点，但因没有地址而停留在 ContainerCreating。',
      fix: [
        '在 `/var/lib/kubelet/config.yaml` 中将 `maxPods` 调到地址数以下（k3s：`kubelet-arg: max-pods=<数值>`），然后重启 kubelet，重启不影响运行中的容器。',
        '更大的地址段只会分配给新节点：设置 controller manager 的 `--node-cidr-mask-size` 后重新加入节点。请先排空，该节点上的 Pod 会中断。',
      ],
      doesNotApply: '节点没有独立的 Pod 地址段，地址由网络插件分配。',
      findings: { small: '{range} 可供 Pod 使用的地址为 {addresses} 个，而节点 Pod 上限为 {allowed}。' },
    },
  },

  applies: ({ resources }) => resources.podRange !== undefined,

  run({ resources }, report) {
    const { podRange } = resources;
    const allowed = resources.allocatable.get('pods');
    const bits = /^\d+\.\d+\.\d+\.\d+\/(\d+)$/.exec(podRange?.text ?? '')?.[1];
    if (!podRange || !allowed) throw new ParseError('does not tell how many pods there may be');
    // A range of IPv6 is never too small.
    if (bits === undefined) return;
    const addresses = Math.max(0, 2 ** (32 - Number(bits)) - NOT_FOR_PODS);
    if (addresses >= allowed.value) return;
    report('small', {
      params: { range: podRange.text, addresses, allowed: allowed.value },
      evidence: [podRange.at, allowed.at],
    });
  },
});
