import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The server knows a node of this name with another password (pkg/agent/config):
 *
 * ```
 * Node password rejected, duplicate hostname or contents of '/etc/rancher/node/password' may not match server node-passwd entry, …
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern: /Node password rejected|unable to verify password for node (?<node>[^ :]{1,253}): hash does not match/,
  anchor: ['Node password rejected', 'unable to verify password for node'],
});

export default defineLogCheck({
  severity: 'critical',
  only: 'k3s',
  log: said,
  atLeast: 2,

  messages: {
    en: {
      passed: 'The server accepts the password of the node',
      failed: 'The server does not accept the password of the node',
      why: 'Each k3s node makes a password when it joins first, and the server remembers it by the name of the node. A node that was installed anew under its old name, or a clone of another machine, has another password and is refused.',
      fix: [
        'Is it a clone: give it a host name of its own, or start it with `--with-node-id`.',
        'Was it installed anew: on a server delete what is remembered, `kubectl -n kube-system delete secret <node-name>.node-password.k3s`.',
        'Restart it: `systemctl restart k3s` (agents: `systemctl restart k3s-agent`). Running containers are not affected.',
      ],
      findings: {
        said: 'The password was rejected {times}×, last at {last}.',
        was: 'Until {last} the password was rejected, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'server 接受该节点的密码',
      failed: 'server 拒绝了该节点的密码',
      why: 'k3s 节点首次加入时会生成密码，server 按节点名记录。使用原名称重新安装的节点，或由其他机器克隆的节点，密码不同，会被拒绝。',
      fix: [
        '若为克隆：为其设置独立的主机名，或使用 `--with-node-id` 启动。',
        '若为重新安装：在 server 上删除记录：`kubectl -n kube-system delete secret <node-name>.node-password.k3s`。',
        '重启服务：`systemctl restart k3s`（agent 节点：`systemctl restart k3s-agent`），不会影响运行中的容器。',
      ],
      findings: {
        said: '密码被拒绝 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前密码被拒绝，共 {times} 次。',
      },
    },
  },
});
