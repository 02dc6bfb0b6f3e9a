import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * flannel, which is part of k3s, has ended and takes k3s with it:
 *
 * ```
 * level=fatal msg="flannel exited: operation not permitted"
 * level=fatal msg="flannel exited: failed to get default interface: Unable to find default route"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern: /(?:flannel exited: |failed to start networking: )(?<error>[^"]{1,300})/,
  anchor: ['flannel exited: ', 'failed to start networking: '],
});

export default defineLogCheck({
  severity: 'critical',
  only: 'k3s',
  log: said,
  captures: ['error'],

  messages: {
    en: {
      passed: 'flannel has not ended',
      failed: 'flannel, the network of k3s, ends',
      why: 'k3s ends with it and is started again and again. Usual reasons: no default route yet at boot, the kernel has no vxlan module, the interface was renamed, or a `flannel.1` with other settings is left over.',
      fix: [
        '`Unable to find default route`: `ip route`; let k3s start after the network, or name the interface: `flannel-iface: eth0` in `/etc/rancher/k3s/config.yaml`.',
        '`operation not permitted`, `invalid argument`: `modprobe vxlan`, and `ip link delete flannel.1`; pods of this node lose their network until k3s has made it anew.',
        'Restart it: `systemctl restart k3s` (agents: `systemctl restart k3s-agent`). Running containers are not affected.',
      ],
      findings: {
        said: 'flannel ended {times}×, last at {last}: {error}',
        was: 'Until {last} flannel ended, {times}×: {error}',
      },
    },
    'zh-CN': {
      passed: 'flannel 没有退出',
      failed: 'k3s 的网络组件 flannel 退出',
      why: 'k3s 会随之退出并被反复重启。常见原因：启动时还没有默认路由、内核没有 vxlan 模块、网卡被重命名，或残留了参数不同的 `flannel.1`。',
      fix: [
        '`Unable to find default route`：查看 `ip route`；让 k3s 在网络就绪后启动，或在 `/etc/rancher/k3s/config.yaml` 中指定网卡：`flannel-iface: eth0`。',
        '`operation not permitted`、`invalid argument`：执行 `modprobe vxlan` 与 `ip link delete flannel.1`；在 k3s 重新创建之前，该节点上的 Pod 会失去网络。',
        '重启服务：`systemctl restart k3s`（agent 节点：`systemctl restart k3s-agent`），不会影响运行中的容器。',
      ],
      findings: {
        said: 'flannel 退出 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前 flannel 退出，共 {times} 次：{error}',
      },
    },
  },
});
