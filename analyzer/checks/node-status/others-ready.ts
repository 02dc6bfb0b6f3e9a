import { defineCheck } from '../../check.js';
import { listedNodes } from '../../facts/cluster/listed-nodes.js';
import { ownNames } from '../../facts/cluster/own-names.js';

/** From this share of the others on it is a matter of the cluster. */
const MOST = 0.5;
const NAMED = 5;

export default defineCheck({
  severity: 'warning',
  needs: { nodes: listedNodes, own: ownNames },

  messages: {
    en: {
      passed: 'All other nodes of the cluster are Ready',
      failed: 'Other nodes of the cluster are not Ready, too',
      why: 'When one node is not Ready the reason is on that node. When most of them are not, it is in what they share: the API server and its load balancer, the network between them, the network plug-in, a certificate that ends on the same day, a rollout.',
      fix: [
        'See which they are and since when: `kubectl get nodes -o wide`, `kubectl describe node <node-name>`.',
        'Are most of them affected, begin with the control plane: `kubectl get --raw /readyz?verbose`, and the services that they share.',
        'Collect a bundle from a second of these nodes, and look for what both have in common.',
      ],
      findings: {
        most: '{count} of the {all} other nodes are not Ready: {names}. Look first at what the nodes share.',
        some: '{count} of the {all} other nodes are not Ready: {names}.',
      },
    },
    'zh-CN': {
      passed: '集群中的其他节点均处于 Ready 状态',
      failed: '集群中还有其他节点未就绪',
      why: '只有一个节点未就绪时，原因在该节点上；大多数节点未就绪时，原因在它们共用的部分：API Server 及其负载均衡、节点间网络、网络插件、同一天到期的证书，或一次变更。',
      fix: [
        '查看是哪些节点、从何时开始：`kubectl get nodes -o wide`，`kubectl describe node <node-name>`。',
        '若大多数节点受影响，请先检查控制平面：`kubectl get --raw /readyz?verbose`，以及各节点共用的服务。',
        '在另一个异常节点上再采集一份诊断包，对比二者的共同点。',
      ],
      findings: {
        most: '其他 {all} 个节点中有 {count} 个未就绪：{names}。请先检查各节点共用的部分。',
        some: '其他 {all} 个节点中有 {count} 个未就绪：{names}。',
      },
    },
  },

  run({ nodes, own }, report) {
    const others = nodes.filter(({ name }) => !own.includes(name));
    const bad = others.filter(({ ready }) => !ready);
    if (bad.length === 0) return;
    const names = bad.slice(0, NAMED).map(({ name }) => name);
    const more = bad.length - names.length;
    const params = {
      count: bad.length,
      all: others.length,
      names: `${names.join(', ')}${more > 0 ? ` +${more}` : ''}`,
    };
    const evidence = bad.slice(0, NAMED).map(({ at }) => at);
    // A single node that is off is common in large clusters, and no trouble of this one.
    if (bad.length > 1 && bad.length >= others.length * MOST) report('most', { params, evidence });
    else report('some', { severity: 'info', params, evidence });
  },
});
