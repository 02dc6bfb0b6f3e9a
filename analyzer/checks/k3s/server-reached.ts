import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * An agent does not reach its server. 127.0.0.1:6444 is its own load balancer: a reset or EOF there means that no server answers behind it.
 *
 * ```
 * level=error msg="failed to get CA certs: Get \"https://127.0.0.1:6444/cacerts\": read tcp …: connection reset by peer"
 * level=error msg="Failed to connect to proxy. Empty dialer response" error="dial tcp 192.0.2.10:6443: connect: connection refused"
 * level=error msg="Failed to validate connection to cluster at https://192.0.2.10:6443: …"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern:
    /(?:failed to get CA certs: |Failed to connect to proxy.{0,60}?error="|Failed to validate connection to cluster at )(?<error>.{1,300})/,
  anchor: ['failed to get CA certs', 'Failed to connect to proxy', 'Failed to validate connection to cluster'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'network/api-server-reachable',
    'network/default-route-present',
    'network/links-up',
    'network/conntrack-has-room',
    'network/neighbour-table-has-room',
    'firewall/input-open',
  ],
  only: 'k3s',
  log: said,
  captures: ['error'],
  // It tries every few seconds: a server that restarts is away for up to a minute.
  atLeast: 15,
  withinMinutes: 10,
  recentMinutes: 5,

  messages: {
    en: {
      passed: 'k3s reaches its server',
      failed: 'k3s does not reach its server',
      why: 'The server is down, its address is wrong, or a firewall, a security group or a proxy setting (`HTTP_PROXY` without `NO_PROXY`) is in between. The agent waits, and the node turns NotReady. While a server restarts this is said for some seconds.',
      fix: [
        'Try the way: `curl -vk https://<server>:6443/cacerts`.',
        'Look at the server: `systemctl status k3s` there, and whether port 6443 is open in its firewall and security group.',
        'Look at the address and at proxies: `grep -E "K3S_URL|PROXY" /etc/systemd/system/k3s-agent.service.env`.',
      ],
      findings: {
        said: 'The server was not reached, {times}×, last at {last}: {error}',
        was: 'Until {last} the server was not reached, {times}×: {error}',
      },
    },
    'zh-CN': {
      passed: 'k3s 能访问其 server',
      failed: 'k3s 无法访问其 server',
      why: 'server 已停止、地址有误，或中间有防火墙、安全组、代理设置（设置了 `HTTP_PROXY` 但没有 `NO_PROXY`）。agent 会一直等待，节点变为 NotReady。server 重启期间出现数秒属于正常现象。',
      fix: [
        '测试连通性：`curl -vk https://<server>:6443/cacerts`。',
        '检查 server：在其上执行 `systemctl status k3s`，并确认防火墙和安全组开放 6443 端口。',
        '检查地址与代理：`grep -E "K3S_URL|PROXY" /etc/systemd/system/k3s-agent.service.env`。',
      ],
      findings: {
        said: '无法访问 server，共 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前无法访问 server，共 {times} 次：{error}',
      },
    },
  },
});
