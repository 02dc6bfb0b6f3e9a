import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * k3s waits at its start, and says for what:
 *
 * ```
 * level=info msg="Waiting to retrieve agent configuration; server is not ready: …"
 * level=info msg="Waiting for API server to become available"
 * level=info msg="Waiting for control-plane node n1 startup: nodes \"n1\" not found"
 * level=info msg="Waiting for containerd startup: rpc error: …"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern:
    /msg="(?<what>Waiting (?:to retrieve (?:agent|kube-proxy) configuration|for API server to become available|for control-plane node \S{1,253} startup|for cloud-controller-manager privileges|for containerd startup|for etcd server to become available).{0,300})/,
  anchor: [
    'Waiting to retrieve',
    'Waiting for API server to become available',
    'Waiting for control-plane node',
    'Waiting for cloud-controller-manager privileges',
    'Waiting for containerd startup',
    'Waiting for etcd server',
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['k3s/server-reached', 'k3s/token-accepted', 'k3s/node-password-kept', 'containerd/embedded-runs'],
  only: 'k3s',
  log: said,
  captures: ['what'],
  atLeast: 20,
  withinMinutes: 10,
  recentMinutes: 5,

  messages: {
    en: {
      passed: 'k3s did not wait long at its start',
      failed: 'k3s waits and does not get ready',
      why: 'k3s starts its parts one after the other and waits for each. Some seconds, on a server up to a minute, are normal; after that the end of the line names what does not come.',
      fix: [
        'Follow what it waits for: the server, containerd, etcd, the API server. `journalctl -u k3s -e` (agents: `-u k3s-agent`) shows the errors between.',
        'containerd: `/var/lib/rancher/k3s/agent/containerd/containerd.log`.',
      ],
      findings: {
        said: 'k3s waits, said {times}×, last at {last}: {what}',
        was: 'Until {last} k3s waited, said {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'k3s 启动时没有长时间等待',
      failed: 'k3s 一直在等待，未能就绪',
      why: 'k3s 会依次启动各组件并等待其就绪。等待数秒（server 节点最多一分钟）属于正常；之后日志行末会指明未就绪的组件。',
      fix: [
        '根据所等待的对象排查：server、containerd、etcd 或 API Server。`journalctl -u k3s -e`（agent 节点：`-u k3s-agent`）可看到期间的错误。',
        'containerd：查看 `/var/lib/rancher/k3s/agent/containerd/containerd.log`。',
      ],
      findings: {
        said: 'k3s 在等待，共出现 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 k3s 在等待，共出现 {times} 次：{what}',
      },
    },
  },
});
