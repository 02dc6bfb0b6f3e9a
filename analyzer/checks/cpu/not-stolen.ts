import { defineCheck } from '../../check.js';
import { processorTime } from '../../facts/load/processor-time.js';

const STOLEN_PERCENT = 10;

export default defineCheck({
  severity: 'warning',
  needs: { time: processorTime },

  messages: {
    en: {
      passed: 'The host gives the node the processors that it asks for',
      failed: 'The host takes processors away from the node (steal)',
      why: 'The node is a virtual machine, and its host runs others on the same processors. What happens on the node cannot help: everything on it is slow at times.',
      fix: [
        'Show it to whoever runs the host: `vmstat 1 5`, column `st`.',
        'Move the virtual machine to another host, or to a type with processors of its own.',
        'Until then lower the load: delete pods or move them to other nodes.',
      ],
      findings: { high: '{percent} % of the time were taken away.' },
    },
    'zh-CN': {
      passed: '宿主机为节点提供了足够的 CPU',
      failed: '节点的 CPU 被宿主机抢占（steal）',
      why: '该节点是虚拟机，宿主机在同一批 CPU 上还运行着其他虚拟机。在节点内部无法解决，节点会间歇性变慢。',
      fix: [
        '向宿主机管理方提供证据：`vmstat 1 5` 的 `st` 列。',
        '将虚拟机迁移到其他宿主机，或更换为独享 CPU 的规格。',
        '在此之前降低负载：删除 Pod 或将其迁移到其他节点。',
      ],
      findings: { high: '被抢占的时间占 {percent} %。' },
    },
  },

  run({ time }, report) {
    if (time.stolen < STOLEN_PERCENT) return;
    report('high', { params: { percent: Math.round(time.stolen) }, evidence: time.at });
  },
});
