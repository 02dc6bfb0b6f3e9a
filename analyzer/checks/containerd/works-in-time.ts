import { logMatches } from '../../fact.js';
import { containerdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * containerd could not start or stop pods in time:
 *
 * ```
 * level=error msg="RunPodSandbox for &PodSandboxMetadata{…} failed, error" error="rpc error: code = DeadlineExceeded desc = …"
 * level=error msg="StopPodSandbox for \"0a1b…\" failed" error="… context deadline exceeded"
 * level=error msg="failed to handle container TaskExit event …" error="failed to stop container: context deadline exceeded: unknown"
 * ```
 */
const said = logMatches({
  in: containerdLogs,
  pattern:
    /(?:RunPodSandbox for|StopPodSandbox for|StopContainer for|CreateContainer within sandbox|failed to handle container TaskExit event).{1,1500}?(?:DeadlineExceeded|context deadline exceeded)/,
  anchor: ['DeadlineExceeded', 'context deadline exceeded'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: [
    'disk/mounts-answer',
    'disk/network-filesystems-answer',
    'pleg/systemd-answers',
    'disk/no-io-errors',
    'cpu/no-hung-tasks',
    'disk/not-saturated',
  ],
  only: 'containerd',
  log: said,
  atLeast: 5,

  messages: {
    en: {
      passed: 'containerd started and stopped pods in time',
      failed: 'containerd does not start or stop pods in time',
      why: 'runc, a CNI plug-in or a shim does not end: a slow disk, a mount that hangs, systemd that does not answer, or too little CPU. When it goes on PLEG is next, and then the node.',
      fix: [
        'Look for what hangs: `ps -eo pid,stat,wchan:32,etime,args | grep -E "runc|containerd-shim|cni| D"`.',
        'Look at the disk and the CPU: `iostat -xdk 1 3`, `top -b -n 1 | head -20`.',
        'Restart containerd, which does not stop containers: `systemctl restart containerd`; on k3s restart k3s: `systemctl restart k3s` (or k3s-agent).',
      ],
      findings: {
        said: 'Pods were not started or stopped in time, {times}×, last at {last}.',
        was: 'Until {last} pods were not started or stopped in time, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'containerd 能及时启动和停止 Pod',
      failed: 'containerd 未能及时启动或停止 Pod',
      why: 'runc、CNI 插件或 shim 没有结束：磁盘慢、挂载卡住、systemd 没有响应或 CPU 不足。若持续下去，PLEG 随后会异常，节点变为 NotReady。',
      fix: [
        '查找卡住的进程：`ps -eo pid,stat,wchan:32,etime,args | grep -E "runc|containerd-shim|cni| D"`。',
        '查看磁盘与 CPU：`iostat -xdk 1 3`、`top -b -n 1 | head -20`。',
        '重启 containerd（不会停止容器）：`systemctl restart containerd`；k3s 环境重启 k3s：`systemctl restart k3s`（或 k3s-agent）。',
      ],
      findings: {
        said: 'Pod 未能及时启动或停止，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 Pod 未能及时启动或停止，共 {times} 次。',
      },
    },
  },
});
