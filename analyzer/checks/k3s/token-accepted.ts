import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The token with which the node joins does not count: it is another cluster's, or has the wrong form (pkg/clientaccess).
 *
 * ```
 * level=fatal msg="… failed to validate token: token CA hash does not match the Cluster CA certificate hash: 0a1b… != 2c3d…"
 * level=error msg="… https://127.0.0.1:6444/v1-k3s/config: 401 Unauthorized"
 * level=fatal msg="… bootstrap data already found and encrypted with different token"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern:
    /(?<what>token CA hash does not match|invalid token CA hash length|invalid token format|token must not be empty|K3S_TOKEN is required to join|failed to normalize (?:server )?token|\/v1-(?:k3s|rke2)\/\S{1,60}: 401 Unauthorized|(?:bootstrap data already found and )?encrypted with different token|failed to validate token: .{1,120})/,
  anchor: [
    'token CA hash',
    'invalid token format',
    'token must not be empty',
    'K3S_TOKEN is required',
    'failed to normalize',
    '401 Unauthorized',
    'encrypted with different token',
    'failed to validate token',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  only: 'k3s',
  log: said,
  captures: ['what'],
  atLeast: 2,

  messages: {
    en: {
      passed: 'The token of the node is accepted',
      failed: 'The token of the node is not accepted',
      why: 'k3s ends with this and is started again and again. Either the token was copied wrongly, or the server was set up anew: then its certificate authority is another one, and the hash in the old token does not match.',
      fix: [
        'On the server: `cat /var/lib/rancher/k3s/server/node-token`.',
        'On this node put it into `/etc/systemd/system/k3s-agent.service.env` (`K3S_TOKEN`) or `token:` of `/etc/rancher/k3s/config.yaml`.',
        '`encrypted with different token`: this is a server that joins a datastore which another token has encrypted: give it that token. Do not delete the datastore.',
        'Restart it: `systemctl restart k3s` (agents: `systemctl restart k3s-agent`). Running containers are not affected.',
      ],
      findings: {
        said: 'The token is not accepted, said {times}×, last at {last}: {what}',
        was: 'Until {last} the token was not accepted, said {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: '节点的 token 有效',
      failed: '节点的 token 未被接受',
      why: 'k3s 因此退出并被反复重启。可能是 token 抄写错误，也可能是 server 重新安装过：此时 CA 已改变，旧 token 中的哈希不再匹配。',
      fix: [
        '在 server 上查看：`cat /var/lib/rancher/k3s/server/node-token`。',
        '在该节点上写入 `/etc/systemd/system/k3s-agent.service.env`（`K3S_TOKEN`）或 `/etc/rancher/k3s/config.yaml` 的 `token:`。',
        '`encrypted with different token`：该 server 要加入的数据存储由另一个 token 加密，请使用原 token，切勿删除数据存储。',
        '重启服务：`systemctl restart k3s`（agent 节点：`systemctl restart k3s-agent`），不会影响运行中的容器。',
      ],
      findings: {
        said: 'token 未被接受，共出现 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 token 未被接受，共出现 {times} 次：{what}',
      },
    },
  },
});
