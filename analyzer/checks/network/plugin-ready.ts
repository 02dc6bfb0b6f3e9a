import { defineCheck, seenIn } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { collectedAt } from '../../facts/collected-at.js';
import { networkNotReady } from '../../facts/network/network-not-ready.js';
import { timeText } from '../../facts/plain-text.js';
import { runtimeConditions } from '../../facts/runtime/crictl-status.js';
import { countWithin, faded, recencyOf } from '../../recency.js';

const NOT_READY =
  /NetworkPluginNotReady|NetworkReady=false|network plugin is not ready|cni plugin not initialized|cni config uninitialized|no CNI configuration file/;
/** The kubelet says it every 5 s, and a start brings two minutes of it: more lines than that are trouble. */
const FEWEST = 36;
const WITHIN_MINUTES = 10;
const OVER_MINUTES = 2;

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'network/flannel-runs',
    'ip/pod-range-assigned',
    'network/calico-ready',
    'docker/running',
    'containerd/running',
    'k3s/flannel-runs',
  ],
  needs: {
    node: optional(nodeObject),
    log: optional(networkNotReady),
    runtime: optional(runtimeConditions),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The network plugin is ready',
      failed: 'The network plugin is not ready',
      why: "The runtime finds no configuration of a network plugin (`cni config uninitialized`, `cni plugin not initialized`, `no network config found`), so that the kubelet reports the node as not Ready, and no pod with a network of its own can start. In the first minutes of a node that is normal; later the plugin's pod on this node does not run, or its configuration was deleted.",
      fix: [
        'See whether there is one: `ls -l /etc/cni/net.d`, on k3s and rke2 `/var/lib/rancher/*/agent/etc/cni/net.d`.',
        'See whether the plugin\'s pod runs on this node: `kubectl get pods -A -o wide --field-selector spec.nodeName=NODE | grep -E "flannel|calico|cilium|terway|aws-node|canal"`, and read its log.',
        'If the configuration is there and the message stays, containerd has lost sight of the folder: `systemctl restart containerd`, with docker `systemctl restart kubelet`. Running containers go on.',
        'If no plugin was ever installed: install one, for instance flannel or Calico.',
      ],
      findings: {
        reported: 'The node reports: {message}',
        runtime: 'The runtime reports: {message}',
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '网络插件已就绪',
      failed: '网络插件未就绪',
      why: '运行时找不到网络插件的配置（`cni config uninitialized`、`cni plugin not initialized`、`no network config found`），kubelet 因此将节点上报为未就绪，需要独立网络的 Pod 都无法启动。节点启动后的前几分钟属正常；之后仍出现，说明该节点上的插件 Pod 未运行，或其配置被删除。',
      fix: [
        '检查配置是否存在：`ls -l /etc/cni/net.d`，k3s 与 rke2 为 `/var/lib/rancher/*/agent/etc/cni/net.d`。',
        '检查该节点上的插件 Pod 是否运行：`kubectl get pods -A -o wide --field-selector spec.nodeName=节点名 | grep -E "flannel|calico|cilium|terway|aws-node|canal"`，并查看其日志。',
        '若配置存在但仍有该提示，说明 containerd 未感知到目录变化：`systemctl restart containerd`，docker 环境 `systemctl restart kubelet`。运行中的容器不受影响。',
        '若从未安装网络插件：请安装，例如 flannel 或 Calico。',
      ],
      findings: {
        reported: '节点上报：{message}',
        runtime: '容器运行时上报：{message}',
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },

  run({ node, log, runtime, now }, report) {
    if (!node && !log && !runtime) {
      throw new ParseError(
        'neither the Node object nor the log of the kubelet is in the bundle, and crictl did not answer',
      );
    }
    const ready = node && conditionOf(node, 'Ready');
    if (ready && ready.status !== 'True' && NOT_READY.test(ready.message)) {
      const since = ready.lastTransition;
      report('reported', {
        params: { message: ready.message },
        evidence: [ready.at, log?.last?.at],
        seen: since === undefined ? {} : { first: since },
      });
      return;
    }
    // With the Node object the kubelet has told, and knows how long it may take.
    const network = node ? undefined : runtime?.find(({ type }) => type === 'NetworkReady');
    if (network?.ok === false) {
      return report('runtime', { params: { message: network.message }, evidence: [network.at, log?.last?.at] });
    }
    const last = log?.last;
    if (!log || !last || countWithin(log, last.at.time, WITHIN_MINUTES) < FEWEST) return;
    const recency = recencyOf(last.at.time, now, OVER_MINUTES);
    report(recency === 'now' ? 'said' : 'was', {
      severity: faded('critical', recency),
      params: { times: log.count, last: timeText(last.at.time), what: last.captures['what'] ?? '?' },
      evidence: [...new Set([log.first?.at, last.at])],
      seen: seenIn(log),
    });
  },
});
