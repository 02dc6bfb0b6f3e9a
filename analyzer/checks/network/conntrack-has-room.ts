import { defineCheck, seenIn } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { conntrackFull } from '../../facts/network/conntrack-full.js';
import { conntrackCount, conntrackMax } from '../../facts/network/counters.js';
import { percentText, timeText } from '../../facts/plain-text.js';
import { faded, recencyOf } from '../../recency.js';

const HIGH = 0.8;
const FULL = 0.9;

export default defineCheck({
  severity: 'critical',

  needs: {
    count: optional(conntrackCount),
    max: optional(conntrackMax),
    said: optional(conntrackFull),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The kernel has room to track connections',
      failed: 'The kernel has no room to track further connections',
      why: 'Every connection through the node takes an entry in a table. When it is full, packets of new connections are dropped without a word: DNS and probes time out, nodes turn NotReady in turn. Many short connections of one pod, or a limit that is too low, are the usual reasons.',
      fix: [
        'Raise the limit at once: `sysctl -w net.netfilter.nf_conntrack_max=524288`. An entry takes about 320 bytes.',
        'Keep it: kube-proxy sets it at its start, by `conntrack.maxPerCore` and `conntrack.min` in its ConfigMap; on k3s `kube-proxy-arg: conntrack-min=524288` in `/etc/rancher/k3s/config.yaml`.',
        "Find who makes so many: `conntrack -L 2>/dev/null | awk '{for(i=1;i<=NF;i++) if($i~/^src=/){print $i;break}}' | sort | uniq -c | sort -n | tail`, and limit that pod.",
      ],
      findings: {
        full: '{count} of {max} connections are tracked ({percent} %).',
        said: 'The kernel dropped packets because the table was full ({times}×), last at {last}.',
      },
    },
    'zh-CN': {
      passed: '连接跟踪表有充足空间',
      failed: '连接跟踪表空间不足',
      why: '经过节点的每个连接都会占用表中的一项。表满后，新连接的数据包会被直接丢弃：DNS 和探针超时，节点反复 NotReady。常见原因：某个 Pod 产生大量短连接，或上限过低。',
      fix: [
        '立即调大上限：`sysctl -w net.netfilter.nf_conntrack_max=524288`，每项约占 320 字节。',
        '永久生效：kube-proxy 启动时会按其 ConfigMap 中的 `conntrack.maxPerCore` 与 `conntrack.min` 设置；k3s 在 `/etc/rancher/k3s/config.yaml` 中写入 `kube-proxy-arg: conntrack-min=524288`。',
        "查找连接来源：`conntrack -L 2>/dev/null | awk '{for(i=1;i<=NF;i++) if($i~/^src=/){print $i;break}}' | sort | uniq -c | sort -n | tail`，并限制对应的 Pod。",
      ],
      findings: {
        full: '已跟踪 {count} 个连接，上限 {max}（{percent} %）。',
        said: '内核因连接跟踪表已满而丢弃数据包（{times} 次），最近一次在 {last}。',
      },
    },
  },

  run({ count, max, said, now }, report) {
    if (!said && (!count || !max)) throw new ParseError('neither the counters nor the kernel log are in the bundle');
    if (said?.last) {
      const recency = recencyOf(said.last.at.time, now);
      report('said', {
        severity: faded('critical', recency),
        params: { times: said.count, last: timeText(said.last.at.time) },
        evidence: [...new Set([said.first?.at, said.last.at])],
        seen: seenIn(said),
      });
    }
    if (!count || !max || max.value === 0 || count.value < max.value * HIGH) return;
    report('full', {
      // Node problem detector calls it full from 90 % on.
      severity: count.value > max.value * FULL ? 'critical' : 'warning',
      params: { count: count.value, max: max.value, percent: percentText(count.value, max.value) },
      evidence: [count.at, max.at],
    });
  },
});
