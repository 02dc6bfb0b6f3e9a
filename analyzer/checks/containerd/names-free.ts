import { logMatches } from '../../fact.js';
import { containerdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * containerd still makes a container of that name, and the kubelet, whose patience ended, asks for it again:
 *
 * ```
 * level=error msg="CreateContainer within sandbox … failed" error="failed to reserve container name \"web_web-0_default_…_0\": name \"…\" is reserved for \"9a8b…\""
 * ```
 */
const said = logMatches({
  in: containerdLogs,
  pattern: /failed to reserve (?<what>container|sandbox) name/,
  anchor: ['failed to reserve container name', 'failed to reserve sandbox name'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['disk/no-io-errors', 'disk/mounts-answer', 'pleg/systemd-answers', 'disk/not-saturated'],
  only: 'containerd',
  log: said,
  atLeast: 3,

  messages: {
    en: {
      passed: 'containerd made containers before the kubelet lost its patience',
      failed: 'containerd is too slow to make containers',
      why: 'The first try to make the container still runs: the disk is slow, the CPU is busy, or runc hangs. The pod shows CreateContainerError, and each new try ends with this.',
      fix: [
        'Look at the disk and the CPU: `iostat -xdk 1 3`, `top -b -n 1 | head -20`.',
        'Look for a runc that hangs: `ps -eo pid,stat,wchan:32,etime,args | grep runc`.',
        'When the first try is stuck for good: restart containerd, which does not stop containers: `systemctl restart containerd`.',
      ],
      findings: {
        said: 'A name was still reserved, {times}×, last at {last}.',
        was: 'Until {last} names were still reserved, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'containerd 能在 kubelet 超时前创建容器',
      failed: 'containerd 创建容器过慢',
      why: '第一次创建仍在进行：磁盘慢、CPU 繁忙或 runc 卡住。Pod 显示 CreateContainerError，之后的每次重试都会报此错误。',
      fix: [
        '查看磁盘与 CPU：`iostat -xdk 1 3`、`top -b -n 1 | head -20`。',
        '查找卡住的 runc：`ps -eo pid,stat,wchan:32,etime,args | grep runc`。',
        '若第一次创建已彻底卡住：重启 containerd（不会停止容器）：`systemctl restart containerd`。',
      ],
      findings: {
        said: '容器名称仍被占用，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前容器名称仍被占用，共 {times} 次。',
      },
    },
  },
});
