import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A name cannot be resolved. What pods ask for is not meant, only the kubelet, the runtime and k3s:
 *
 * ```
 * lookup registry.example.com on 127.0.0.53:53: server misbehaving
 * dial tcp: lookup k3s.example.com: Temporary failure in name resolution
 * lookup registry.example.com on 192.0.2.53:53: read udp 192.0.2.11:40001->192.0.2.53:53: i/o timeout
 * lookup kn1 on 192.0.2.53:53: no such host
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>lookup [\w.-]{1,253}(?: on [0-9a-fA-F.:[\]]{3,60})?: (?:server misbehaving|no such host|Temporary failure in name resolution|Try again|read udp .{1,80}(?:i\/o timeout|connection refused)).{0,40})/,
  anchor: [
    'server misbehaving',
    'no such host',
    'Temporary failure in name resolution',
    ': Try again',
    ': i/o timeout',
    'connection refused',
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: [
    'network/dns-configured',
    'network/default-route-present',
    'network/conntrack-has-room',
    'network/links-up',
  ],
  log: said,
  captures: ['what'],
  atLeast: 3,
  withinMinutes: 30,
  messages: {
    en: {
      passed: 'The node resolves the names that it needs',
      failed: 'The node cannot resolve names',
      why: 'The DNS servers of `/etc/resolv.conf` do not answer or do not know the name. Images cannot be pulled, and a node whose API server is known by name loses it.',
      fix: [
        'Try it: `getent hosts NAME`, `dig NAME @SERVER`, with the servers of `/etc/resolv.conf`.',
        'See that UDP and TCP port 53 to them is open, in security groups and firewalls.',
        'Of `127.0.0.53`: look at systemd-resolved, `resolvectl status`; `systemctl restart systemd-resolved` interrupts nothing else.',
        'If one name alone fails, it is wrong or not published: registry, API server.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '节点能解析所需的域名',
      failed: '节点无法解析域名',
      why: '`/etc/resolv.conf` 中的 DNS 服务器无响应或没有该域名。镜像无法拉取；若 API Server 以域名访问，节点会与其失联。',
      fix: [
        '验证：`getent hosts 域名`，`dig 域名 @服务器`，服务器见 `/etc/resolv.conf`。',
        '确认到 DNS 服务器的 UDP 与 TCP 53 端口已放通（安全组与防火墙）。',
        '若为 `127.0.0.53`：检查 systemd-resolved，`resolvectl status`；`systemctl restart systemd-resolved` 不影响其他业务。',
        '若只有某个域名失败，说明该域名有误或未发布：镜像仓库、API Server。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
