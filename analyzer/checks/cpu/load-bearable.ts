import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { loadAverage } from '../../facts/load/load-average.js';
import { processes } from '../../facts/load/processes.js';
import { processors } from '../../facts/load/processors.js';

/** Threads per processor: by convention, as cloud providers warn. */
const HIGH = 2;
const VERY_HIGH = 4;

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'cpu/not-stolen',
    'cpu/no-hung-tasks',
    'disk/no-io-errors',
    'disk/mounts-answer',
    'memory/enough-available',
    'memory/not-swapping',
    'memory/waits-short',
    'disk/not-saturated',
  ],
  needs: { load: loadAverage, processors, processes: optional(processes) },

  messages: {
    en: {
      passed: 'The load is within what the processors can bear',
      failed: 'The load is more than the processors can bear',
      why: 'For a quarter of an hour more threads wanted to run than there are processors. Linux also counts threads that wait for disks (state D): with many of those it is a disk or a network mount, not a want of processors.',
      fix: [
        'Look at when the load grew and which processes took the processors: the monitoring of the node, and `top -b -n 1 | head -20`.',
        'Lower the load: delete pods or move them to other nodes, and limit the processor of pods that take too much.',
        "With many threads in state D look at what they wait for: `ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'`.",
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: { high: 'Load of 15 minutes {load} on {processors} processors; {blocked} processes in state D.' },
    },
    'zh-CN': {
      passed: '负载在 CPU 可承受范围内',
      failed: '负载超过 CPU 可承受范围',
      why: '十五分钟内希望运行的线程数超过 CPU 数。Linux 会将等待磁盘的线程（D 状态）计入负载：若此类线程很多，则问题在磁盘或网络挂载，而不是 CPU 不足。',
      fix: [
        '通过节点监控查看 CPU 增长的时间点及占用过高的进程，并执行 `top -b -n 1 | head -20`。',
        '降低节点负载：删除 Pod 或将其迁移到其他节点，并限制占用过高的 Pod 的 CPU。',
        "若 D 状态线程较多，请查看它们在等待什么：`ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'`。",
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: { high: '15 分钟负载 {load}，CPU 数 {processors}；D 状态进程 {blocked} 个。' },
    },
  },

  run({ load, processors, processes: all }, report) {
    const perProcessor = load.fifteen / processors.value;
    // What ended within the last quarter of an hour still shows in the average.
    if (perProcessor < HIGH || load.one / processors.value < HIGH / 2) return;
    const blocked = all?.filter(({ state }) => state.startsWith('D')) ?? [];
    report('high', {
      severity: perProcessor >= VERY_HIGH ? 'critical' : 'warning',
      params: { load: load.fifteen, processors: processors.value, blocked: all ? blocked.length : '?' },
      evidence: [load.at, processors.at, ...blocked.slice(0, 5).map(({ at }) => at)],
    });
  },
});
