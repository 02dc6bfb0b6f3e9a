import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A pod gets no network. The kubelet with docker says it in the first form, containerd in the second; the reason comes last:
 *
 * ```
 * networkPlugin cni failed to set up pod "web-1_default" network: …
 * failed to setup network for sandbox "9f8e7d": plugin type="calico" failed (add): …
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?:networkPlugin cni failed to set up pod .{1,300}? network: |failed to set ?up network for sandbox \\{0,3}".{1,80}?": )(?<what>.{1,300})/,
  anchor: [
    'networkPlugin cni failed to set up pod',
    'failed to setup network for sandbox',
    'failed to set up network for sandbox',
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: [
    'ip/vswitch-has-addresses',
    'ip/node-range-has-addresses',
    'ip/calico-has-addresses',
    'ip/cloud-has-addresses',
    'network/bridge-address-right',
    'network/flannel-subnet-known',
    'network/plugins-installed',
    'network/calico-authorized',
    'network/plugin-ready',
    'firewall/forwarding-open',
    'network/conntrack-has-room',
  ],
  log: said,
  captures: ['what'],
  atLeast: 3,
  withinMinutes: 30,
  messages: {
    en: {
      passed: 'Pods get their network',
      failed: 'Pods get no network',
      why: 'The network plugin fails when a pod is to be set up: the pod stays in `ContainerCreating`. If other findings of this report name the reason, begin there. `dial tcp …:443: i/o timeout` means that the plugin does not reach the API server through the service network: kube-proxy, or the path between the nodes.',
      fix: [
        'See which pods are concerned, and whether on this node alone: `kubectl get pods -A -o wide | grep ContainerCreating`.',
        "Look at the plugin's pod on this node and its log: `kubectl -n kube-system get pods -o wide`, `kubectl -n kube-system logs POD`.",
        'Of a timeout to the service network: see that kube-proxy runs (`kubectl -n kube-system get pods -o wide -l k8s-app=kube-proxy`), and try it from the node: `curl -k https://10.96.0.1:443/version` (k3s: `https://10.43.0.1:443`).',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'Pod 网络配置正常',
      failed: 'Pod 无法获得网络',
      why: '网络插件在创建 Pod 时失败，Pod 停在 `ContainerCreating`。若本报告的其他问题已指出原因，请从那里入手。`dial tcp …:443: i/o timeout` 表示插件无法通过 Service 网络访问 API Server，需检查 kube-proxy 及节点之间的网络。',
      fix: [
        '确认受影响的 Pod，以及是否仅限该节点：`kubectl get pods -A -o wide | grep ContainerCreating`。',
        '查看该节点上的插件 Pod 及其日志：`kubectl -n kube-system get pods -o wide`，`kubectl -n kube-system logs POD`。',
        '若访问 Service 网络超时：确认 kube-proxy 运行正常（`kubectl -n kube-system get pods -o wide -l k8s-app=kube-proxy`），并在节点上验证：`curl -k https://10.96.0.1:443/version`（k3s：`https://10.43.0.1:443`）。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
