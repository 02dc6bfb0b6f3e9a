import { defineCheck } from '../../check.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['network/flannel-runs', 'network/calico-ready', 'network/plugin-ready'],
  needs: { node: nodeObject },

  messages: {
    en: {
      passed: 'The cluster does not call the network of the node unavailable',
      failed: 'The network of the node is unavailable (NetworkUnavailable)',
      why: 'The network plugin or the cloud has not made the routes of this node, or has just taken them down. The node keeps a taint meanwhile, and pods that are scheduled to it reach nothing.',
      fix: [
        "Read the message: `NoRouteCreated` is the cloud controller's (quota of the route table, rights of the account), `CalicoIsDown` that of Calico when it is shut down.",
        'Look at the plugin\'s pod on this node: `kubectl get pods -A -o wide --field-selector spec.nodeName=NODE | grep -E "calico|flannel|cilium|cloud"`, and restart it by deleting it: running pods keep their network.',
        'Of `NoRouteCreated`: look at the log of the cloud controller manager, and add the route or raise the quota.',
      ],
      findings: {
        unavailable: 'NetworkUnavailable is {status}: {reason}, {message}',
      },
    },
    'zh-CN': {
      passed: '集群未标记该节点网络不可用',
      failed: '节点网络不可用（NetworkUnavailable）',
      why: '网络插件或云平台尚未为该节点创建路由，或刚刚将其移除。期间节点带有污点，调度到该节点的 Pod 无法访问网络。',
      fix: [
        '查看消息：`NoRouteCreated` 来自云控制器（路由表配额、账号权限），`CalicoIsDown` 表示 Calico 正在关闭。',
        '查看该节点上的插件 Pod：`kubectl get pods -A -o wide --field-selector spec.nodeName=节点名 | grep -E "calico|flannel|cilium|cloud"`，删除后会自动重建，运行中的 Pod 网络不受影响。',
        '若为 `NoRouteCreated`：查看 cloud-controller-manager 日志，补充路由或提升配额。',
      ],
      findings: {
        unavailable: 'NetworkUnavailable 为 {status}：{reason}，{message}',
      },
    },
  },

  run({ node }, report) {
    const condition = conditionOf(node, 'NetworkUnavailable');
    if (condition?.status !== 'True') return;
    const { status, reason, message, lastTransition, at } = condition;
    report('unavailable', {
      params: { status, reason, message },
      evidence: [at],
      seen: lastTransition === undefined ? {} : { first: lastTransition },
    });
  },
});
