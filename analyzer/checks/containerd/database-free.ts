import { logMatches } from '../../fact.js';
import { containerdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * containerd waits for its database, which another process holds, mostly a second containerd:
 *
 * ```
 * level=warning msg="waiting for response from boltdb open" plugin=bolt
 * ```
 */
const said = logMatches({
  in: containerdLogs,
  pattern: /waiting for response from boltdb open/,
  anchor: 'waiting for response from boltdb open',
});

export default defineLogCheck({
  severity: 'critical',
  only: 'containerd',
  log: said,
  atLeast: 3,

  messages: {
    en: {
      passed: 'containerd could open its database',
      failed: 'containerd waits for its database',
      why: 'Two containerd share one folder, as after a failed stop, or when one was started by hand. The second one waits for ever and the runtime is not there.',
      fix: [
        'Find who holds it: `fuser -v /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db`, on k3s below `/var/lib/rancher/k3s/agent/containerd`.',
        'End the one that is too many: `systemctl stop containerd` when k3s has its own, or `kill <pid>` of the one that was left over. Containers run on.',
        'Restart containerd, which does not stop containers: `systemctl restart containerd`; on k3s restart k3s: `systemctl restart k3s` (or k3s-agent).',
      ],
      findings: {
        said: 'containerd waits for its database, said {times}×, last at {last}.',
        was: 'Until {last} containerd waited for its database, said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'containerd 能打开其数据库',
      failed: 'containerd 在等待其数据库',
      why: '两个 containerd 使用了同一目录，例如停止失败后残留，或被手动启动。后启动的进程会一直等待，运行时不可用。',
      fix: [
        '查找占用者：`fuser -v /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db`；k3s 环境位于 `/var/lib/rancher/k3s/agent/containerd` 之下。',
        '结束多余的进程：k3s 自带 containerd 时执行 `systemctl stop containerd`，或对残留进程执行 `kill <pid>`。容器不受影响。',
        '重启 containerd（不会停止容器）：`systemctl restart containerd`；k3s 环境重启 k3s：`systemctl restart k3s`（或 k3s-agent）。',
      ],
      findings: {
        said: 'containerd 在等待其数据库，共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 containerd 在等待其数据库，共出现 {times} 次。',
      },
    },
  },
});
