import { defineCheck } from '../../check.js';
import { nodeNetwork } from '../../facts/network/node-network.js';

const HIGH = 0.9;

export default defineCheck({
  severity: 'warning',

  needs: { node: nodeNetwork },

  messages: {
    en: {
      passed: 'The address range of the node is large enough for its pods',
      failed: 'The address range of the node is nearly used up by its pods',
      why: "Every pod takes an address of the node's own part of the cluster CIDR. When it is used up, new pods stay in `ContainerCreating`, although the node has processor and memory left.",
      fix: [
        'Run fewer pods on the node: `kubectl cordon NODE` keeps new ones away, deleting or moving pods frees addresses at once (that interrupts these pods).',
        'Let the kubelet take no more pods than there are addresses: `maxPods` in `/var/lib/kubelet/config.yaml`, then `systemctl restart kubelet` (containers go on); on k3s `kubelet-arg: max-pods=…`.',
        'A larger range per node (`--node-cidr-mask-size` of the controller manager) counts for nodes that join anew.',
      ],
      doesNotApply: 'The node has no address range of its own: its network plugin takes addresses from elsewhere.',
      findings: {
        full: "{pods} pods run on the node, its range {range} has {addresses} addresses for them (pods of the host's own network are among those counted, and need none).",
      },
    },
    'zh-CN': {
      passed: '节点地址段足够其 Pod 使用',
      failed: '节点地址段即将被 Pod 用完',
      why: '每个 Pod 占用节点地址段中的一个地址。用完后，即使节点仍有 CPU 和内存，新建的 Pod 也会停在 `ContainerCreating`。',
      fix: [
        '减少该节点上的 Pod 数量：`kubectl cordon 节点名` 可避免新的 Pod 调度过来，删除或迁移 Pod 可立即释放地址（会中断这些 Pod）。',
        '使 kubelet 接受的 Pod 数不超过地址数：在 `/var/lib/kubelet/config.yaml` 中设置 `maxPods`，然后 `systemctl restart kubelet`（容器不受影响）；k3s 使用 `kubelet-arg: max-pods=…`。',
        '扩大每节点地址段（controller-manager 的 `--node-cidr-mask-size`）仅对重新加入的节点生效。',
      ],
      doesNotApply: '节点没有自己的地址段：网络插件从其他来源分配地址。',
      findings: {
        full: '节点上运行 {pods} 个 Pod，其地址段 {range} 可供 Pod 使用的地址为 {addresses} 个（其中使用主机网络的 Pod 不占用地址）。',
      },
    },
  },

  applies: ({ node }) => node.podCidr !== undefined,

  run({ node: { pods, podCidr } }, report) {
    if (!podCidr || !pods || pods.count < podCidr.addresses * HIGH) return;
    report('full', {
      params: { pods: pods.count, range: podCidr.text, addresses: podCidr.addresses },
      evidence: [podCidr.at, pods.at],
    });
  },
});
