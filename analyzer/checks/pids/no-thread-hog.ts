import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { podOfProcess } from '../../facts/load/process-pods.js';
import { processes } from '../../facts/load/processes.js';

const MANY = 1000;
const VERY_MANY = 5000;

export default defineCheck({
  severity: 'warning',
  needs: { processes, podOf: optional(podOfProcess) },

  messages: {
    en: {
      passed: 'No process has thousands of threads',
      failed: 'A process has thousands of threads',
      why: 'So many threads are mostly left behind by mistake. They take process numbers from everyone on the node: when `kernel.pid_max` is reached nothing can be started any more.',
      fix: [
        'Look at the limit and at what is used: `sysctl kernel.pid_max kernel.threads-max` and `ps -eLf | wc -l`.',
        'Find the five processes with the most threads: `ps -eo nlwp,pid,comm --sort=-nlwp | head -6`, and the pods that they belong to: `cat /proc/<pid>/cgroup`.',
        'Have the code fixed that leaves threads behind, and restart those pods.',
        'With `podPidsLimit` in the configuration of the kubelet no pod can take all.',
      ],
      findings: { hog: '{command} ({pid}): {threads} threads, {owner}' },
    },
    'zh-CN': {
      passed: '没有进程拥有数千个线程',
      failed: '有进程拥有数千个线程',
      why: '如此多的线程多为程序泄漏。它们占用整个节点的 PID：达到 `kernel.pid_max` 后将无法启动任何进程。',
      fix: [
        '查看上限与当前用量：`sysctl kernel.pid_max kernel.threads-max` 与 `ps -eLf | wc -l`。',
        '找出线程数最多的五个进程：`ps -eo nlwp,pid,comm --sort=-nlwp | head -6`，并找到其所属的 Pod：`cat /proc/<pid>/cgroup`。',
        '修复不断泄漏线程的代码，并重启对应的 Pod。',
        '在 kubelet 配置中设置 `podPidsLimit`，可避免单个 Pod 占满 PID。',
      ],
      findings: { hog: '{command}（{pid}）：{threads} 个线程，{owner}' },
    },
  },

  run({ processes: all, podOf }, report) {
    if (all.every(({ threads }) => threads === undefined))
      throw new ParseError('ps does not count threads', all[0]?.at);
    for (const { command, pid, threads = 0, at } of all) {
      if (threads < MANY) continue;
      report('hog', {
        severity: threads >= VERY_MANY ? 'warning' : 'info',
        params: { command, pid, threads, owner: podOf?.(pid) ?? '-' },
        evidence: [at],
      });
    }
  },
});
