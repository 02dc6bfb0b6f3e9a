import { defineCheck } from '../../check.js';
import { unitTasks } from '../../facts/load/unit-tasks.js';

const WARNING_PERCENT = 80;
const CRITICAL_PERCENT = 95;

export default defineCheck({
  severity: 'warning',
  needs: { units: unitTasks },

  messages: {
    en: {
      passed: 'Services have far fewer threads than systemd allows',
      failed: 'A service has almost as many threads as systemd allows (TasksMax)',
      why: 'Threads of everything that the service starts count, with docker those of its shims, too. When the limit is reached the service can start nothing: containers do not start (`fork/exec …: resource temporarily unavailable`) while the node has numbers left.',
      fix: [
        'See limit and use: `systemctl show <unit> -p TasksMax -p TasksCurrent`.',
        'Raise it: `systemctl edit <unit>`, `[Service]`, `TasksMax=infinity`, then `systemctl daemon-reload`. It counts at once, no restart is needed.',
      ],
      findings: { near: '{unit}: {used} of {limit} ({percent} %).' },
    },
    'zh-CN': {
      passed: '服务的线程数远低于 systemd 上限',
      failed: '服务的线程数接近 systemd 上限（TasksMax）',
      why: '该服务启动的所有进程的线程都计算在内，docker 还包括其 shim。达到上限后服务无法启动任何进程：容器无法启动（`fork/exec …: resource temporarily unavailable`），而节点的 PID 仍有剩余。',
      fix: [
        '查看上限与用量：`systemctl show <unit> -p TasksMax -p TasksCurrent`。',
        '调高上限：`systemctl edit <unit>`，在 `[Service]` 中设置 `TasksMax=infinity`，然后执行 `systemctl daemon-reload`，立即生效，无需重启。',
      ],
      findings: { near: '{unit}：{used}，上限 {limit}（{percent} %）。' },
    },
  },

  run({ units }, report) {
    for (const { unit, used, limit, at } of units) {
      const percent = (used / limit) * 100;
      if (percent < WARNING_PERCENT) continue;
      report('near', {
        severity: percent >= CRITICAL_PERCENT ? 'critical' : 'warning',
        params: { unit, used, limit, percent: Math.floor(percent) },
        evidence: at,
      });
    }
  },
});
