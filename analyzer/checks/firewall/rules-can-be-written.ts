import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * kube-proxy or a network plugin could not write its rules (pkg/proxy/iptables, pkg/util/iptables):
 *
 * ```
 * Failed to execute iptables-restore: exit status 4 (Another app is currently holding the xtables lock. Perhaps you want to use the -w option?)
 * Failed to execute iptables-restore: exit status 1 (iptables-restore: line 12 failed)
 * iptables v1.8.2 (nf_tables): Could not fetch rule set generation id: Invalid argument
 * iptables: Resource temporarily unavailable.
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>(?:Failed to execute iptables-restore|Could not fetch rule set generation id|iptables: Resource temporarily unavailable|iptables-restore: (?:line \d+ failed|unable to initialize table)|can't initialize (?:ip6?)tables table).{0,200})/,
  anchor: [
    'Failed to execute iptables-restore',
    'Could not fetch rule set generation id',
    'Resource temporarily unavailable',
    'iptables-restore: ',
    "can't initialize ip",
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['firewall/backends-not-mixed'],
  log: said,
  captures: ['what'],
  atLeast: 5,
  withinMinutes: 60,
  messages: {
    en: {
      passed: 'Rules of services and pods can be written',
      failed: 'Rules of services and pods cannot be written',
      why: 'Services on this node keep pointing at pods that are gone, or at none. Somebody else holds the lock of iptables all the time (a security agent, fail2ban), the rules of two versions of iptables are mixed, or a kernel module is missing.',
      fix: [
        'See who holds the lock: `lsof /run/xtables.lock`, `ps -eo pid,etime,comm | grep iptables`.',
        'See which iptables it is, and whether both kinds of rules are there: `iptables -V`, `iptables-legacy-save | wc -l`, `iptables-nft-save | wc -l`. iptables 1.8.0 to 1.8.3 with nf_tables is defective: update it, or `update-alternatives --set iptables /usr/sbin/iptables-legacy` and reboot (drain the node first).',
        "Of `can't initialize`: `modprobe ip_tables iptable_nat iptable_filter`.",
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'Service 与 Pod 的规则可正常写入',
      failed: '无法写入 Service 与 Pod 的规则',
      why: '该节点上的 Service 会继续指向已不存在的 Pod。可能是其他程序长期占用 iptables 锁（安全软件、fail2ban），两种 iptables 的规则混用，或缺少内核模块。',
      fix: [
        '查看占用锁的程序：`lsof /run/xtables.lock`，`ps -eo pid,etime,comm | grep iptables`。',
        '查看 iptables 版本以及是否同时存在两种规则：`iptables -V`，`iptables-legacy-save | wc -l`，`iptables-nft-save | wc -l`。iptables 1.8.0 至 1.8.3 的 nf_tables 模式存在缺陷：请升级，或执行 `update-alternatives --set iptables /usr/sbin/iptables-legacy` 并重启（请先排空节点）。',
        "若提示 `can't initialize`：`modprobe ip_tables iptable_nat iptable_filter`。",
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
