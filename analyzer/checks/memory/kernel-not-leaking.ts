import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { percentText, sizeText } from '../../facts/plain-text.js';
import { memory } from '../../facts/system/memory.js';

const MUCH = 0.3;

export default defineCheck({
  severity: 'warning',
  needs: { memory },

  messages: {
    en: {
      passed: 'The kernel keeps little memory for itself',
      failed: 'The kernel keeps much memory for itself that it cannot give back',
      why: 'Slab that cannot be reclaimed grows with what the kernel keeps for others: control groups, connections, files. A third of the memory is a leak, mostly of a driver, a security agent, or of an old kernel (3.10 with kernel memory accounting). No pod shows it as its own.',
      fix: [
        'See which: `slabtop -o -s c | head -20`.',
        'A security or monitoring agent with a module of its own: update it, or stop it for a test.',
        'Update the kernel; 3.10: start with `cgroup.memory=nokmem`.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: { leak: '{slab} of {total} ({percent} %).' },
    },
    'zh-CN': {
      passed: '内核自身占用的内存较少',
      failed: '内核占用了大量无法回收的内存',
      why: '不可回收的 slab 随内核为其他对象保存的内容增长：cgroup、连接、文件等。达到内存的三成即为泄漏，多由驱动、安全代理或旧内核（3.10 的 kmem 统计）造成，不会计入任何 Pod。',
      fix: [
        '查看占用者：`slabtop -o -s c | head -20`。',
        '带有内核模块的安全或监控代理：升级，或停用以验证。',
        '升级内核；3.10 内核以 `cgroup.memory=nokmem` 启动。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: { leak: '占用 {slab}，共 {total}（{percent} %）。' },
    },
  },

  run({ memory }, report) {
    const total = memory.get('MemTotal');
    const slab = memory.get('SUnreclaim');
    if (!total || !slab) throw new ParseError('the kernel does not tell SUnreclaim', total?.at);
    if (slab.kiB < total.kiB * MUCH) return;
    report('leak', {
      params: { slab: sizeText(slab.kiB), total: sizeText(total.kiB), percent: percentText(slab.kiB, total.kiB) },
      evidence: [slab.at, total.at],
    });
  },
});
