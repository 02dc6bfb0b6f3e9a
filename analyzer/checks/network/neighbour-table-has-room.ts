import { defineCheck, seenIn } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { neighbourCount } from '../../facts/network/counters.js';
import { kernelSettings } from '../../facts/network/kernel-settings.js';
import { neighbourOverflow } from '../../facts/network/neighbour-overflow.js';
import { timeText } from '../../facts/plain-text.js';
import { faded, recencyOf } from '../../recency.js';

const HIGH = 0.9;

export default defineCheck({
  severity: 'critical',

  needs: {
    said: optional(neighbourOverflow),
    count: optional(neighbourCount),
    settings: optional(kernelSettings),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The table of neighbours has room',
      failed: 'The table of neighbours is full',
      why: 'The kernel keeps the hardware address of every machine and pod that the node talks to on its own network, by default 1024 at most. When more are in use at once it forgets some and asks anew all the time: connections to pods and nodes fail now and then. Clusters with large flat networks get there.',
      fix: [
        'Raise the limits at once: `sysctl -w net.ipv4.neigh.default.gc_thresh1=4096 net.ipv4.neigh.default.gc_thresh2=8192 net.ipv4.neigh.default.gc_thresh3=16384`.',
        'Keep them: put the same into `/etc/sysctl.d/99-neigh.conf`. Of IPv6 the names are `net.ipv6.neigh.default.…`.',
      ],
      findings: {
        said: 'The kernel said that it overflowed ({times}×), last at {last}.',
        full: '{count} neighbours; the kernel keeps at most {max} (net.ipv4.neigh.default.gc_thresh3).',
      },
    },
    'zh-CN': {
      passed: '邻居表有充足空间',
      failed: '邻居表已满',
      why: '内核会记录节点在本网络中通信的每台机器和 Pod 的 MAC 地址，默认最多 1024 条。超过后会不断遗忘并重新查询，到 Pod 和节点的连接会时断时续。常见于规模较大的扁平网络。',
      fix: [
        '立即调大上限：`sysctl -w net.ipv4.neigh.default.gc_thresh1=4096 net.ipv4.neigh.default.gc_thresh2=8192 net.ipv4.neigh.default.gc_thresh3=16384`。',
        '永久生效：写入 `/etc/sysctl.d/99-neigh.conf`。IPv6 对应 `net.ipv6.neigh.default.…`。',
      ],
      findings: {
        said: '内核提示邻居表溢出（{times} 次），最近一次在 {last}。',
        full: '共 {count} 个邻居，内核最多保留 {max} 个（net.ipv4.neigh.default.gc_thresh3）。',
      },
    },
  },

  run({ said, count, settings, now }, report) {
    if (!said && !count) throw new ParseError('neither the kernel log nor the neighbours are in the bundle');
    if (said?.last) {
      report('said', {
        severity: faded('critical', recencyOf(said.last.at.time, now)),
        params: { times: said.count, last: timeText(said.last.at.time) },
        evidence: [...new Set([said.first?.at, said.last.at])],
        seen: seenIn(said),
      });
    }
    const limit = settings?.get('net.ipv4.neigh.default.gc_thresh3');
    const max = Number(limit?.value);
    if (!count || !limit || !(max > 0) || count.value < max * HIGH) return;
    report('full', { severity: 'warning', params: { count: count.value, max }, evidence: [limit.at, count.at] });
  },
});
