import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * flannel has not said which range this node has; for some seconds after a start that is normal:
 *
 * ```
 * open /run/flannel/subnet.env: no such file or directory
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern: /(?<what>(?:loadFlannelSubnetEnv failed: )?open \/run\/flannel\/subnet\.env: no such file or directory)/,
  anchor: '/run/flannel/subnet.env',
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['ip/pod-range-assigned', 'network/flannel-runs', 'k3s/flannel-runs'],
  log: said,
  captures: ['what'],
  // A start brings some in its first minute.
  atLeast: 4,
  withinMinutes: 30,
  messages: {
    en: {
      passed: 'flannel has told the range of the node',
      failed: 'flannel does not run on this node',
      why: 'The plugin asks the file that flannel writes when it has started, and does not find it. No new pod of the node gets a network as long as flannel does not come up.',
      fix: [
        'Look at flannel: `kubectl -n kube-flannel get pods -o wide` (older installations: `-n kube-system`), on k3s, which has it inside: `journalctl -u k3s -u k3s-agent | grep -i flannel`.',
        'Read why it ends: `kubectl -n kube-flannel logs POD --previous`. The usual reasons: no range for the node (`pod cidr not assigned`), another interface than that of the node (`--iface`), no path to the API server.',
        'After it has come up, pods go on by themselves.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'flannel 已提供该节点的地址段',
      failed: '该节点上的 flannel 未运行',
      why: '网络插件读取 flannel 启动后写入的文件，但该文件不存在。flannel 恢复之前，该节点上新建的 Pod 都无法获得网络。',
      fix: [
        '查看 flannel：`kubectl -n kube-flannel get pods -o wide`（旧版本为 `-n kube-system`）；k3s 内置 flannel：`journalctl -u k3s -u k3s-agent | grep -i flannel`。',
        '查看退出原因：`kubectl -n kube-flannel logs POD --previous`。常见原因：节点未分配地址段（`pod cidr not assigned`）、网卡选择错误（`--iface`）、无法访问 API Server。',
        'flannel 恢复后，Pod 会自动继续创建。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
