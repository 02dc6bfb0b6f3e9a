import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { percentText, sizeText } from '../../facts/plain-text.js';
import { memory } from '../../facts/system/memory.js';

/** The guide's alert comes at 85 % used. */
const LOW_PERCENT = 15;
const OUT_PERCENT = 5;

export default defineCheck({
  severity: 'warning',
  needs: { memory },

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
      findings: { low: '{available} of {total} are available ({percent} %).' },
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
      findings: { low: '可用内存为 {available}，共 {total}（{percent} %）。' },
    },
  },

  run({ memory }, report) {
    const total = memory.get('MemTotal');
    const available = memory.get('MemAvailable');
    if (!total || !available) throw new ParseError('the kernel does not tell MemAvailable', total?.at);
    const percent = (available.kiB / total.kiB) * 100;
    if (percent > LOW_PERCENT) return;
    report('low', {
      severity: percent <= OUT_PERCENT ? 'critical' : 'warning',
      params: {
        available: sizeText(available.kiB),
        total: sizeText(total.kiB),
        percent: percentText(available.kiB, total.kiB),
      },
      evidence: [available.at, total.at],
    });
  },
});
