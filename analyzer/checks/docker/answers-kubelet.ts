import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * docker gave the kubelet no answer in two minutes: the words of dockershim and cri-dockerd for a dockerd that hangs.
 *
 * ```
 * … rpc error: code = Unknown desc = operation timeout: context deadline exceeded
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /operation timeout: context deadline exceeded/,
  anchor: 'operation timeout: context deadline exceeded',
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'docker/running',
    'disk/mounts-answer',
    'pleg/systemd-answers',
    'pleg/systemd-not-defective',
    'pids/threads-below-limit',
    'cpu/no-hung-tasks',
    'disk/not-saturated',
  ],
  only: 'docker',
  log: said,
  atLeast: 4,
  withinMinutes: 10,
  recentMinutes: 10,

  messages: {
    en: {
      passed: 'docker answered the kubelet in time',
      failed: 'docker does not answer the kubelet',
      why: 'dockerd runs, systemd shows it as active, and it hangs: a disk or a mount that does not answer, systemd that does not make cgroups, or a deadlock in docker. PLEG stands still soon, and the node turns NotReady.',
      fix: [
        'Try it: `timeout 20 docker ps`.',
        'Find what it waits for: `ps -eo pid,stat,wchan:32,args | grep " D"`, `dmesg -T | grep "blocked for more than"`.',
        'Restarting docker stops the containers of this node, unless `live-restore` is set: `systemctl restart docker`.',
        'If it does not end either: `systemctl kill -s KILL docker`, then start it. A reboot interrupts every workload of the node: drain it first. If nothing else helps: `reboot`.',
      ],
      findings: {
        said: 'docker gave the kubelet no answer, {times}×, last at {last}.',
        was: 'Until {last} docker gave the kubelet no answer, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'docker 能及时响应 kubelet',
      failed: 'docker 没有响应 kubelet',
      why: 'dockerd 仍在运行，systemd 显示为 active，但实际已卡住：磁盘或挂载没有响应、systemd 无法创建 cgroup，或 docker 死锁。PLEG 很快会停滞，节点变为 NotReady。',
      fix: [
        '测试：`timeout 20 docker ps`。',
        '查找其等待的对象：`ps -eo pid,stat,wchan:32,args | grep " D"`、`dmesg -T | grep "blocked for more than"`。',
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）：`systemctl restart docker`。',
        '若无法停止：执行 `systemctl kill -s KILL docker` 后再启动。重启节点会中断该节点上的所有业务，请先排空节点。若其他方法无效：`reboot`。',
      ],
      findings: {
        said: 'docker 没有响应 kubelet，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 docker 没有响应 kubelet，共 {times} 次。',
      },
    },
  },
});
