import { defineCheck } from '../../check.js';
import { podThreads } from '../../facts/load/pod-threads.js';

const WARNING_PERCENT = 80;
const CRITICAL_PERCENT = 95;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['pids/no-thread-hog'],
  needs: { threads: podThreads },

  messages: {
    en: {
      passed: 'All pods together have far fewer threads than they may',
      failed: 'All pods together have almost as many threads as they may',
      why: 'The kubelet limits the threads of all pods together (`pids.max` of kubepods: what the node has, less what is reserved). When it is reached no pod can start a process: probes and new containers fail, while the system itself goes on.',
      fix: [
        'Look at the limit and at what is used: `sysctl kernel.pid_max kernel.threads-max` and `ps -eLf | wc -l`.',
        'Find the five processes with the most threads: `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and the pods that they belong to: `cat /proc/<pid>/cgroup`.',
        'Have the code fixed that leaves threads behind, and restart those pods.',
        'Raise `kernel.pid_max`, or lower `pid` in `systemReserved` and `kubeReserved`; then restart the kubelet, which leaves containers running.',
      ],
      findings: { near: '{used} of the {limit} that `pids.max` of all pods allows ({percent} %): {left} are left.' },
    },
    'zh-CN': {
      passed: '所有 Pod 的线程总数远低于上限',
      failed: '所有 Pod 的线程总数接近上限',
      why: 'kubelet 限制所有 Pod 的线程总数（kubepods 的 `pids.max`：节点上限减去预留）。达到后任何 Pod 都无法创建进程：探针和新容器失败，而系统自身不受影响。',
      fix: [
        '查看上限与当前用量：`sysctl kernel.pid_max kernel.threads-max` 与 `ps -eLf | wc -l`。',
        '找出线程数最多的五个进程：`ps -eo nlwp,pid,comm --sort=-nlwp | head -6`，并找到其所属的 Pod：`cat /proc/<pid>/cgroup`。',
        '修复不断泄漏线程的代码，并重启对应的 Pod。',
        '调大 `kernel.pid_max`，或减少 `systemReserved`、`kubeReserved` 中的 `pid`；然后重启 kubelet，重启不影响运行中的容器。',
      ],
      findings: { near: '已有 {used} 个，达到所有 Pod 的 `pids.max` 上限 {limit} 的 {percent} %，剩余 {left} 个。' },
    },
  },

  run({ threads }, report) {
    const { used, limit } = threads;
    if (limit === undefined) return;
    const percent = (used.value / limit.value) * 100;
    if (percent < WARNING_PERCENT) return;
    report('near', {
      severity: percent >= CRITICAL_PERCENT ? 'critical' : 'warning',
      params: {
        used: used.value,
        limit: limit.value,
        percent: Math.floor(percent),
        left: Math.max(0, limit.value - used.value),
      },
      evidence: [used.at, limit.at],
    });
  },
});
