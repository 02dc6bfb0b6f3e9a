import { defineCheck } from '../../check.js';
import { seenOf } from '../../event-check.js';
import { nodeEvents } from '../../facts/cluster/node-events.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['memory/enough-available', 'memory/no-memory-pressure', 'memory/no-system-oom'],
  needs: { events: nodeEvents },

  messages: {
    en: {
      passed: 'No event of the last hour says that the node ran out of memory',
      failed: 'The node ran out of memory, and the kernel killed processes',
      why: 'The memory of the whole node was used up. The kernel kills whatever frees the most, which may be the container runtime or the kubelet. A container that meets its own limit does not cause this event.',
      fix: [
        'Look at when memory went and what took it: the monitoring of the node, and `dmesg -T | grep -i "out of memory"`.',
        'Delete or move pods, and give pods without a memory limit one.',
        'Reserve memory for the system (`systemReserved`, `kubeReserved`), or give the node more.',
      ],
      findings: { oom: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有系统内存耗尽的记录',
      failed: '节点内存耗尽，内核终止了进程',
      why: '整个节点的内存已被用尽。内核会终止能释放最多内存的进程，其中可能包括容器运行时或 kubelet。容器仅超过自身内存限制时不会产生该事件。',
      fix: [
        '查看内存增长的时间点及占用者：节点监控，以及 `dmesg -T | grep -i "out of memory"`。',
        '删除或迁移 Pod，并为没有内存限制的 Pod 设置 limit。',
        '为系统预留内存（`systemReserved`、`kubeReserved`），或扩容节点内存。',
      ],
      findings: { oom: 'kubelet 上报（{times} 次）：{message}' },
    },
  },

  run({ events }, report) {
    for (const event of events) {
      const { reason, message, count, at } = event;
      if (reason !== 'SystemOOM') continue;
      report('oom', { params: { times: count, message }, evidence: [at], seen: seenOf(event) });
    }
  },
});
