import { defineCheck, seenIn } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { timeText } from '../../facts/plain-text.js';
import { clockDrift, notYetValid } from '../../facts/time/skew-log.js';
import { faded, recencyOf } from '../../recency.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['ntp/clock-offset-small', 'ntp/daemon-running', 'ntp/synchronised', 'ntp/no-steps'],
  needs: { drift: clockDrift, early: notYetValid, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'Nobody on the node complains about another clock',
      failed: 'The clock of the node does not go with those of others',
      why: 'etcd compares its clock with that of its peers and complains above one second; a certificate that begins in the future means that the clock of this node is behind. Tokens and certificates are refused then, and leases end too early.',
      fix: [
        'Compare the clocks: `date -u` on each machine at the same moment, and `chronyc -n tracking`.',
        'Put the time service right, see the section about time synchronisation, and correct the clock at once: `chronyc makestep`. The clock jumps: databases on this node may not like it.',
        'Restart what still refuses certificates afterwards: `systemctl restart kubelet` (or k3s, k3s-agent).',
      ],
      findings: {
        drift: 'etcd finds the clock of a peer {drift} away, {times}×, last at {last}.',
        early:
          'A certificate is not valid yet: by the clock of this node it is {clock}, the certificate begins at {from}.',
      },
    },
    'zh-CN': {
      passed: '节点上没有组件报告时钟不一致',
      failed: '节点时钟与其他机器不一致',
      why: 'etcd 会与其他成员比较时钟，相差超过一秒即告警；证书的生效时间晚于当前时间，说明本节点时钟偏慢。此时 token 和证书会被拒绝，租约也会提前到期。',
      fix: [
        '核对时钟：同时在各机器上执行 `date -u`，并查看 `chronyc -n tracking`。',
        '修复时间同步服务（参见时间同步一节），并立即校正时钟：`chronyc makestep`。时钟会发生跳变，可能影响该节点上的数据库。',
        '之后若仍有组件拒绝证书，请重启：`systemctl restart kubelet`（或 k3s、k3s-agent）。',
      ],
      findings: {
        drift: 'etcd 发现与其他成员的时钟相差 {drift}，共 {times} 次，最近一次在 {last}。',
        early: '证书尚未生效：本节点时间为 {clock}，证书生效时间为 {from}。',
      },
    },
  },

  run({ drift, early, now }, report) {
    if (drift.last) {
      const { at, captures } = drift.last;
      report('drift', {
        severity: faded('warning', recencyOf(at.time, now)),
        params: {
          drift: captures['drift'] ?? captures['jsonDrift'] ?? '?',
          times: drift.count,
          last: timeText(at.time),
        },
        evidence: [...new Set([drift.first?.at, at])],
        seen: seenIn(drift),
      });
    }
    if (early.last) {
      const { at, captures } = early.last;
      report('early', {
        severity: faded('critical', recencyOf(at.time, now)),
        params: { clock: inUtc(captures['now']), from: inUtc(captures['from']) },
        evidence: [...new Set([early.first?.at, at])],
        seen: seenIn(early),
      });
    }
  },
});

/** Go prints the time of the node with its zone, and that of the certificate in UTC: both in UTC can be compared. */
function inUtc(text: string | undefined): string {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? (text ?? '?') : timeText(time);
}
