import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The program of a network plugin is not there:
 *
 * ```
 * failed to find plugin "loopback" in path [/opt/cni/bin]
 * failed to find plugin "flannel" in path [/opt/cni/bin]
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern: /(?<what>failed to find plugin \\{0,3}"[\w.-]{1,40}\\{0,3}" in path \[.{1,120}?\])/,
  anchor: 'failed to find plugin ',
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The programs of the network plugins are there',
      failed: 'A program of the network plugin is missing',
      why: 'The runtime calls programs in `/opt/cni/bin` to set up the network of a pod. One that the configuration names is not there: new pods get no network. It happens when kubernetes-cni was removed or updated (flannel left it with 1.0.0), or the init container that copies it has not run.',
      fix: [
        'See what is there: `ls -l /opt/cni/bin`, on k3s `ls -l /var/lib/rancher/k3s/data/current/bin` or `/data/cni`.',
        "Put it back: `yum reinstall kubernetes-cni` or `apt install --reinstall kubernetes-cni`; of `flannel`, `calico` or `cilium`: delete the plugin's pod on this node, whose start copies it.",
        'Check that the runtime looks in that folder: `bin_dir` in the `cni` part of `/etc/containerd/config.toml`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '网络插件程序齐全',
      failed: '缺少网络插件程序',
      why: '运行时通过 `/opt/cni/bin` 中的程序配置 Pod 网络，但配置中指定的某个程序不存在，新建的 Pod 无法获得网络。常见于 kubernetes-cni 被卸载或升级（1.0.0 起不再包含 flannel），或负责复制程序的初始化容器未运行。',
      fix: [
        '查看现有程序：`ls -l /opt/cni/bin`，k3s 为 `ls -l /var/lib/rancher/k3s/data/current/bin` 或 `/data/cni`。',
        '恢复程序：`yum reinstall kubernetes-cni` 或 `apt install --reinstall kubernetes-cni`；若缺少 `flannel`、`calico` 或 `cilium`：删除该节点上的插件 Pod，重建时会复制。',
        '确认运行时查找的目录正确：`/etc/containerd/config.toml` 中 `cni` 部分的 `bin_dir`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
