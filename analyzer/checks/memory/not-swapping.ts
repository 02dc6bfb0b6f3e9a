import { defineCheck } from '../../check.js';
import { processorTime } from '../../facts/load/processor-time.js';

/** KiB a second both ways: what is put away and never read again is no harm. */
const MUCH_KIB = 1024;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['memory/enough-available'],
  needs: { time: processorTime },

  messages: {
    en: {
      passed: 'The node does not move memory to and from swap',
      failed: 'The node moves memory to and from swap all the time',
      why: 'Memory is so short that what was just put away is needed again. Everything becomes a hundred times slower: this looks like a node that hangs.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
        'Switch swap off once there is enough memory, `swapoff -a`: what lies in swap moves into memory.',
      ],
      findings: { high: '{in} KiB a second from swap, and {out} KiB a second to it.' },
    },
    'zh-CN': {
      passed: '节点没有频繁换入换出',
      failed: '节点在不断换入换出内存',
      why: '内存不足，刚换出的页又被需要。系统会变得极慢，看起来像节点挂死。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
        '内存充足后关闭 swap：`swapoff -a`，swap 中的内容会移回内存。',
      ],
      findings: { high: '每秒换入 {in} KiB，换出 {out} KiB。' },
    },
  },

  run({ time }, report) {
    if ((time.swappedIn ?? 0) < MUCH_KIB || (time.swappedOut ?? 0) < MUCH_KIB) return;
    report('high', {
      params: { in: Math.round(time.swappedIn ?? 0), out: Math.round(time.swappedOut ?? 0) },
      evidence: time.at,
    });
  },
});
