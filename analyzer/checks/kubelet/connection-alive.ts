import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet goes on using a connection to the API server that is dead: a defect of Go's HTTP/2 in kubelets
 * before 1.20 (and 1.19.4, 1.18.12), which only a restart ends.
 *
 * ```
 * Error updating node status, will retry: error getting node "n1": Get …: write tcp 192.0.2.11:40212->192.0.2.10:6443: use of closed network connection
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /Error updating node status, will retry.{1,400}?use of closed network connection/,
  anchor: 'use of closed network connection',
});

export default defineLogCheck({
  severity: 'critical',
  log: said,
  // One or two are a blip of the network that is over.
  atLeast: 4,
  withinMinutes: 1,
  recentMinutes: 5,

  messages: {
    en: {
      passed: 'The kubelet did not cling to a dead connection',
      failed: 'The kubelet clings to a dead connection to the API server',
      why: 'The network broke for a moment, and the kubelet has not noticed that its connection is gone: it goes on trying on it, for ever. The node turns Unknown although the network is well again.',
      fix: [
        'Restart the kubelet, which opens a new connection: `systemctl restart kubelet` (or k3s, k3s-agent). Running containers are not affected.',
        'Upgrade the kubelet to 1.20 or later: it tests its connections.',
      ],
      findings: {
        said: 'The status was posted on a closed connection, {times}×, last at {last}.',
        was: 'Until {last} the status was posted on a closed connection, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 没有持续使用已断开的连接',
      failed: 'kubelet 持续使用已断开的 API Server 连接',
      why: '网络曾短暂中断，kubelet 未发现连接已断开，一直在旧连接上重试。即使网络已恢复，节点仍会变为 Unknown。',
      fix: [
        '重启 kubelet 以建立新连接：`systemctl restart kubelet`（或 k3s、k3s-agent），不会影响运行中的容器。',
        '将 kubelet 升级到 1.20 或更高版本，新版本会检测连接状态。',
      ],
      findings: {
        said: '在已关闭的连接上上报状态，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前在已关闭的连接上上报状态，共 {times} 次。',
      },
    },
  },
});
