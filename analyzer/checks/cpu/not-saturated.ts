import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { podOfProcess } from '../../facts/load/process-pods.js';
import { processes, topBy } from '../../facts/load/processes.js';
import { processorTime } from '../../facts/load/processor-time.js';

const BUSY_PERCENT = 85;
const IDLE_PERCENT = 10;

export default defineCheck({
  severity: 'warning',
  needs: { time: processorTime, processes: optional(processes), podOf: optional(podOfProcess) },

  messages: {
    en: {
      passed: 'The processors have time left',
      failed: 'The processors have no time left',
      why: 'When the bundle was taken the processors did nothing but work. Everything takes longer: probes, heartbeats, starts of containers.',
      fix: [
        'Look at when the load grew and which processes took the processors: the monitoring of the node, and `top -b -n 1 | head -20`.',
        'Lower the load: delete pods or move them to other nodes, and limit the processor of pods that take too much.',
        'Give the node more processors, or add a node.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: { busy: '{busy} % busy, {idle} % idle. Most take: {top}' },
    },
    'zh-CN': {
      passed: 'CPU 仍有空闲',
      failed: 'CPU 已无空闲',
      why: '采集时 CPU 全部处于忙碌状态，探针、心跳及容器启动都会变慢。',
      fix: [
        '通过节点监控查看 CPU 增长的时间点及占用过高的进程，并执行 `top -b -n 1 | head -20`。',
        '降低节点负载：删除 Pod 或将其迁移到其他节点，并限制占用过高的 Pod 的 CPU。',
        '为节点扩容 CPU，或在集群中添加新的节点。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: { busy: '忙碌 {busy} %，空闲 {idle} %。占用最多：{top}' },
    },
  },

  run({ time, processes: all = [], podOf }, report) {
    if (time.busy < BUSY_PERCENT || time.idle > IDLE_PERCENT) return;
    const top = topBy(all, 'processorPercent', 5);
    report('busy', {
      params: {
        busy: Math.round(time.busy),
        idle: Math.round(time.idle),
        top:
          top
            .map(({ command, pid, processorPercent }) => {
              const pod = podOf?.(pid);
              return `${command} (${pid}${pod === undefined ? '' : `, ${pod}`}) ${processorPercent} %`;
            })
            .join('; ') || '?',
      },
      evidence: [...time.at, ...top.map(({ at }) => at)],
    });
  },
});
