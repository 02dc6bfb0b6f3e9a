import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * TCP runs out of what it may use (net/ipv4/tcp.c, tcp_input.c):
 *
 * ```
 * TCP: out of memory -- consider tuning tcp_mem
 * TCP: too many orphaned sockets
 * TCP: request_sock_TCP: Possible SYN flooding on port 6443. Sending cookies.
 * TCP: request_sock_TCP: Possible SYN flooding on port 0.0.0.0:6443. Sending cookies.
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>TCP: (?:out of memory -- consider tuning tcp_mem|too many orphaned sockets|(?:request_sock_\w+: )?Possible SYN flooding on port .{1,40}(?:Sending cookies|Dropping request)).{0,40})/,
  anchor: ['consider tuning tcp_mem', 'too many orphaned sockets', 'Possible SYN flooding'],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'TCP has the memory and the queues that it needs',
      failed: 'TCP turns connections away',
      why: '`out of memory` and `orphaned sockets`: all connections together hold more than `net.ipv4.tcp_mem` or `tcp_max_orphans` allow, and new ones are cut. `SYN flooding`: more connections came for a port than its program accepted, mostly a busy program rather than an attack.',
      fix: [
        "See who holds the connections: `ss -s`, `ss -tnp state established | awk '{print $NF}' | sort | uniq -c | sort -n | tail`.",
        'Find the pod that takes up the bandwidth in the monitoring of the node, and limit or move it.',
        'Of `SYN flooding`: raise `net.core.somaxconn` and `net.ipv4.tcp_max_syn_backlog`, and give the program more processor. Of `out of memory`: raise `net.ipv4.tcp_mem`.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'TCP 的内存和队列充足',
      failed: 'TCP 正在拒绝连接',
      why: '`out of memory` 与 `orphaned sockets` 表示所有连接占用的内存超过 `net.ipv4.tcp_mem` 或 `tcp_max_orphans` 的限制，新连接会被切断。`SYN flooding` 表示某端口的新连接多于程序能接受的数量，多为程序繁忙而非攻击。',
      fix: [
        "查看连接属于谁：`ss -s`，`ss -tnp state established | awk '{print $NF}' | sort | uniq -c | sort -n | tail`。",
        '在节点监控中找出占用带宽过多的 Pod，并限制或迁移。',
        '若为 `SYN flooding`：调大 `net.core.somaxconn` 与 `net.ipv4.tcp_max_syn_backlog`，并为程序增加 CPU。若为 `out of memory`：调大 `net.ipv4.tcp_mem`。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
