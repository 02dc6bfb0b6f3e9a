import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { percentText } from '../../facts/plain-text.js';
import { pidMax, threadsByProcess, threadsInUse, threadsMax } from '../../facts/system/threads.js';

const WARNING_PERCENT = 80;
const CRITICAL_PERCENT = 95;
/** As many as the guide lists. */
const TOP = 5;

export default defineCheck({
  severity: 'critical',
  explainedBy: ['pids/no-thread-hog'],
  needs: { inUse: threadsInUse, pidMax, threadsMax, processes: optional(threadsByProcess) },

  messages: {
    en: {
      passed: 'There are far fewer threads than the kernel allows',
      failed: 'Almost as many threads exist as the kernel allows',
      why: 'Each thread takes a process number. When `kernel.pid_max` or `kernel.threads-max` is reached, nothing can be started any more (`fork: Resource temporarily unavailable`): no container, no probe, no login.',
      fix: [
        'Look at the limit and at what is used: `sysctl kernel.pid_max kernel.threads-max` and `ps -eLf | wc -l`.',
        'Find the five processes with the most threads: `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and the pods that they belong to: `cat /proc/<pid>/cgroup`.',
        'Have the code fixed that leaves threads behind, and restart those pods.',
        'For the time being raise the limit that is reached: `sysctl -w kernel.pid_max=4194304`, `sysctl -w kernel.threads-max=<number>`.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: {
        near: '{used} threads exist, {percent} % of the {limit} that {name} allows: {left} are left. Most have: {top}',
        unlisted: '{used} threads exist, {percent} % of the {limit} that {name} allows: {left} are left.',
      },
    },
    'zh-CN': {
      passed: '线程数远低于内核上限',
      failed: '线程数接近内核上限',
      why: '每个线程占用一个 PID。达到 `kernel.pid_max` 或 `kernel.threads-max` 后将无法启动任何进程（`fork: Resource temporarily unavailable`）：容器、探针以及登录都会失败。',
      fix: [
        '查看上限与当前用量：`sysctl kernel.pid_max kernel.threads-max` 与 `ps -eLf | wc -l`。',
        '找出线程数最多的五个进程：`ps -eo nlwp,pid,comm --sort=-nlwp | head -6`，并找到其所属的 Pod：`cat /proc/<pid>/cgroup`。',
        '修复不断泄漏线程的代码，并重启对应的 Pod。',
        '可临时调高已达到的上限：`sysctl -w kernel.pid_max=4194304`、`sysctl -w kernel.threads-max=<number>`。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: {
        near: '当前共有 {used} 个线程，达到 {name} 上限 {limit} 的 {percent} %，剩余 {left} 个。占用最多的进程：{top}',
        unlisted: '当前共有 {used} 个线程，达到 {name} 上限 {limit} 的 {percent} %，剩余 {left} 个。',
      },
    },
  },

  run({ inUse, pidMax: pids, threadsMax: threads, processes = [] }, report) {
    // The smaller of both is the limit of the kubelet too (pkg/kubelet/stats/pidlimit).
    const [name, limit] = pids.value <= threads.value ? ['kernel.pid_max', pids] : ['kernel.threads-max', threads];
    const percent = (inUse.value / limit.value) * 100;
    if (percent < WARNING_PERCENT) return;
    const top = processes.slice(0, TOP);
    const params = {
      used: inUse.value,
      percent: percentText(inUse.value, limit.value),
      limit: limit.value,
      left: Math.max(0, limit.value - inUse.value),
      name,
    };
    const severity = percent >= CRITICAL_PERCENT ? ('critical' as const) : ('warning' as const);
    const evidence = [inUse.at, limit.at, ...top.map(({ at }) => at)];
    const named = top.map(({ command, pid, threads: count }) => `${command} (${pid}) ${count}`).join(', ');
    if (named === '') report('unlisted', { severity, params, evidence });
    else report('near', { severity, params: { ...params, top: named }, evidence });
  },
});
