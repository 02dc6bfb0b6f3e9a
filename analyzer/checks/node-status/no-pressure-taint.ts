import { defineCheck } from '../../check.js';
import { nodeObject } from '../../facts/cluster/node-object.js';

/** Taints that Kubernetes sets by itself, and what each of them is about. */
const TAINTS: Readonly<Record<string, string>> = {
  'node.kubernetes.io/memory-pressure': 'MemoryPressure',
  'node.kubernetes.io/disk-pressure': 'DiskPressure',
  'node.kubernetes.io/pid-pressure': 'PIDPressure',
  'node.kubernetes.io/network-unavailable': 'NetworkUnavailable',
  'node.cloudprovider.kubernetes.io/uninitialized': 'cloud-controller-manager',
  'node.kubernetes.io/out-of-service': 'out of service',
};

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'memory/no-memory-pressure',
    'disk/no-disk-pressure',
    'pids/no-pid-pressure',
    'disk/filesystems-not-full',
    'memory/enough-available',
  ],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'No taint of Kubernetes keeps pods away from the node',
      failed: 'A taint of Kubernetes keeps pods away from the node',
      why: 'The control plane has seen a condition of the node and tainted it: new pods do not come, and with the effect NoExecute those that run are evicted. After the condition is gone the kubelet keeps it for five more minutes, and the taint goes by itself.',
      fix: [
        'Treat the condition that the taint names; do not remove the taint by hand, it would come back: `kubectl describe node <node-name>`.',
        '`uninitialized`: the cloud controller manager has not greeted the node yet; look whether it runs. `out-of-service` was set by a person: `kubectl taint node <node-name> node.kubernetes.io/out-of-service-` takes it back.',
      ],
      findings: { tainted: 'The node has the taint {taint}:{effect} ({about}).' },
    },
    'zh-CN': {
      passed: '没有 Kubernetes 自动添加的污点阻止 Pod 调度到该节点',
      failed: 'Kubernetes 自动添加的污点阻止 Pod 调度到该节点',
      why: '控制平面根据节点状态添加了污点：新的 Pod 不会调度上来；效果为 NoExecute 时，已运行的 Pod 会被驱逐。状态恢复后，kubelet 还会保持五分钟，之后污点自动移除。',
      fix: [
        '处理污点所对应的节点状态；不要手动删除污点，否则会再次出现：`kubectl describe node <node-name>`。',
        '`uninitialized`：云控制器尚未初始化该节点，请确认其是否在运行。`out-of-service` 由人工设置，可执行 `kubectl taint node <node-name> node.kubernetes.io/out-of-service-` 移除。',
      ],
      findings: { tainted: '节点存在污点 {taint}:{effect}（{about}）。' },
    },
  },

  run({ node }, report) {
    for (const { key, effect, at } of node.taints) {
      const taint = key.split('=')[0] ?? key;
      const about = TAINTS[taint];
      if (about !== undefined) report('tainted', { params: { taint, effect, about }, evidence: [at] });
    }
  },
});
