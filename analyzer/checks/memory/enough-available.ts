import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { kubeletThresholds } from '../../facts/kubelet/kubelet-thresholds.js';
import { percentText, sizeText } from '../../facts/plain-text.js';
import { memory } from '../../facts/system/memory.js';

/** The guide's alert comes at 85 % used. */
const LOW_PERCENT = 15;
const OUT_PERCENT = 5;

export default defineCheck({
  severity: 'warning',
  needs: { memory, thresholds: optional(kubeletThresholds) },

  messages: {
    en: {
      passed: 'The node has enough memory available',
      failed: 'The node has little memory available',
      why: 'Programs can get little more memory before the kernel has to kill one. What the page cache holds is not counted as used here: the kernel gives it back.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `ps -eo pid,rss,comm --sort=-rss | head`.',
        'Delete pods or move them to other nodes, and give pods without a memory limit one.',
        'Give the node more memory, or add a node.',
      ],
      findings: {
        low: '{available} of {total} are available ({percent} %). No limit of the kubelet guards it: it evicts nothing before the kernel kills.',
        nearLimit:
          '{available} of {total} are available ({percent} %), {distance} above the limit {limit} of memory.available, from {from}.',
        belowLimit:
          '{available} of {total} are available ({percent} %), less than the limit {limit} of memory.available, from {from}.',
        unjudged: '{available} of {total} are available ({percent} %).',
      },
    },
    'zh-CN': {
      passed: '节点可用内存充足',
      failed: '节点可用内存不足',
      why: '程序可再申请的内存已很少，继续增长时内核将不得不终止进程。这里不把页缓存算作已用内存，因为内核会将其回收。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `ps -eo pid,rss,comm --sort=-rss | head`。',
        '删除 Pod 或将其迁移到其他节点，并为没有内存限制的 Pod 设置 limit。',
        '为节点扩容内存，或在集群中添加新的节点。',
      ],
      findings: {
        low: '可用内存为 {available}，共 {total}（{percent} %）。kubelet 没有针对它的阈值：在内核终止进程之前不会驱逐 Pod。',
        nearLimit:
          '可用内存为 {available}，共 {total}（{percent} %），距 memory.available 的阈值 {limit} 还有 {distance}（来自 {from}）。',
        belowLimit:
          '可用内存为 {available}，共 {total}（{percent} %），低于 memory.available 的阈值 {limit}（来自 {from}）。',
        unjudged: '可用内存为 {available}，共 {total}（{percent} %）。',
      },
    },
  },

  run({ memory, thresholds }, report) {
    const total = memory.get('MemTotal');
    const available = memory.get('MemAvailable');
    if (!total || !available) throw new ParseError('the kernel does not tell MemAvailable', total?.at);
    const percent = (available.kiB / total.kiB) * 100;
    const limit = thresholds?.hard['memory.available'];
    const limitKiB =
      limit && (limit.percent === undefined ? (limit.amount ?? 0) / 1024 : (total.kiB * limit.percent) / 100);
    const below = limitKiB !== undefined && available.kiB < limitKiB;
    if (percent > LOW_PERCENT && !below) return;
    const params = {
      available: sizeText(available.kiB),
      total: sizeText(total.kiB),
      percent: percentText(available.kiB, total.kiB),
    };
    const severity = below || percent <= OUT_PERCENT ? ('critical' as const) : ('warning' as const);
    const found = { severity, evidence: [available.at, total.at, thresholds?.at] };
    if (!thresholds) report('unjudged', { ...found, params });
    else if (!limit || limitKiB === undefined) report('low', { ...found, params });
    else if (below) report('belowLimit', { ...found, params: { ...params, limit: limit.text, from: thresholds.from } });
    else {
      const distance = sizeText(available.kiB - limitKiB);
      report('nearLimit', { ...found, params: { ...params, distance, limit: limit.text, from: thresholds.from } });
    }
  },
});
