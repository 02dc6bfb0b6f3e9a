import { defineCheck } from '../../check.js';
import { conntrackStats } from '../../facts/network/counters.js';

/** A few in the weeks of a node's life are common. */
const FEWEST = 1000;

export default defineCheck({
  severity: 'info',
  explainedBy: ['network/conntrack-has-room'],
  needs: { stats: conntrackStats },

  messages: {
    en: {
      passed: 'Connections are entered into the table without collisions',
      failed: 'Entries of connections collide',
      why: 'Two packets of one connection were entered at the same moment, and one was dropped. It is the known race of DNS lookups over UDP: a name takes 5 seconds now and then.',
      fix: [
        'If names take 5 seconds now and then: use NodeLocal DNSCache, or `options single-request-reopen` in the `dnsConfig` of pods.',
        'Update the kernel: 5.0 and later have two of the three races mended.',
      ],
      findings: {
        collided: '{count} entries failed and {dropped} packets were dropped since boot.',
      },
    },
    'zh-CN': {
      passed: '连接跟踪表写入没有冲突',
      failed: '连接跟踪表写入冲突',
      why: '同一连接的两个数据包同时写入，其中一个被丢弃。这是 DNS（UDP）查询的已知竞争问题：域名解析偶尔需要 5 秒。',
      fix: [
        '若解析偶尔需要 5 秒：使用 NodeLocal DNSCache，或在 Pod 的 `dnsConfig` 中设置 `options single-request-reopen`。',
        '升级内核：5.0 及以上已修复三个竞争中的两个。',
      ],
      findings: {
        collided: '自启动以来写入失败 {count} 次，丢弃 {dropped} 个数据包。',
      },
    },
  },

  run({ stats }, report) {
    const failures = stats.get('insert_failed');
    if (!failures || failures.value < FEWEST) return;
    report('collided', {
      params: { count: failures.value, dropped: stats.get('drop')?.value ?? 0 },
      evidence: [failures.at],
    });
  },
});
