import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { podOfProcess } from '../../facts/load/process-pods.js';
import { processes } from '../../facts/load/processes.js';

const MANY = 100;

export default defineCheck({
  severity: 'warning',
  needs: { processes, podOf: optional(podOfProcess) },

  messages: {
    en: {
      passed: 'Ended processes are taken note of',
      failed: 'Many ended processes are left as zombies',
      why: 'A process that has ended keeps its number until its parent asks for its result. The parents named here do not: mostly a container without an init process, or a runtime that hangs.',
      fix: [
        "See them by parent: `ps -eo ppid,stat | awk '$2 ~ /^Z/ {print $1}' | sort | uniq -c | sort -n | tail`.",
        'Restart the pod of that parent: zombies go with it. Have it start under an init (`shareProcessNamespace: true`, `tini`).',
        'When the parent is containerd-shim, restart the runtime: `systemctl restart containerd`, which leaves containers running.',
      ],
      findings: { many: '{count} zombies, most of {parent} ({pid}), {owner}' },
    },
    'zh-CN': {
      passed: '已结束的进程均被回收',
      failed: '大量已结束的进程成为僵尸进程',
      why: '进程结束后，在父进程读取其结果之前仍占用 PID。以下父进程没有读取：多为没有 init 进程的容器，或挂死的运行时。',
      fix: [
        "按父进程统计：`ps -eo ppid,stat | awk '$2 ~ /^Z/ {print $1}' | sort | uniq -c | sort -n | tail`。",
        '重启该父进程所在的 Pod，僵尸进程会随之消失；让其在 init 下启动（`shareProcessNamespace: true`、`tini`）。',
        '若父进程是 containerd-shim，请重启运行时（不影响运行中的容器）：`systemctl restart containerd`。',
      ],
      findings: { many: '{count} 个僵尸进程，多数属于 {parent}（{pid}），{owner}' },
    },
  },

  run({ processes: all, podOf }, report) {
    const zombies = all.filter(({ state }) => state.startsWith('Z'));
    if (zombies.length < MANY) return;
    const counts = new Map<number, number>();
    for (const { parent } of zombies) {
      if (parent !== undefined) counts.set(parent, (counts.get(parent) ?? 0) + 1);
    }
    const [pid = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const parent = all.find(process => process.pid === pid);
    report('many', {
      params: { count: zombies.length, parent: parent?.command ?? '?', pid, owner: podOf?.(pid) ?? '-' },
      evidence: [parent?.at, ...zombies.slice(0, 3).map(({ at }) => at)],
    });
  },
});
