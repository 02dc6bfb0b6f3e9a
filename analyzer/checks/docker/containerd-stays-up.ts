import { logMatches } from '../../fact.js';
import { dockerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * docker's own containerd ended or hangs, and dockerd starts it again (libcontainerd/supervisor):
 *
 * ```
 * level=error msg="containerd did not exit successfully" error="exit status 2"
 * level=error msg="containerd is not responding"
 * level=warning msg="killing and restarting containerd"
 * level=warning msg="grpc: addrConn.createTransport failed to connect to {unix:///run/containerd/containerd.sock …}: … connection refused"
 * ```
 */
const said = logMatches({
  in: dockerLogs,
  pattern:
    /(?<what>containerd did not exit successfully|containerd is not responding|killing and restarting containerd|addrConn\.createTransport failed to connect to \{unix:\/\/\/\S{1,120})/,
  anchor: [
    'containerd did not exit successfully',
    'containerd is not responding',
    'killing and restarting containerd',
    'createTransport failed to connect',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'containerd/running',
    'pids/threads-below-limit',
    'memory/enough-available',
    'disk/filesystems-not-full',
    'events/no-system-oom',
  ],
  only: 'docker',
  log: said,
  captures: ['what'],
  atLeast: 3,

  messages: {
    en: {
      passed: 'docker has not lost its containerd',
      failed: 'docker loses its containerd',
      why: 'dockerd has containerd run the containers. While that is gone nothing can be started or stopped, and `docker ps` may hang. Usual reasons: no memory or process numbers left, a full disk, a damaged database of containerd.',
      fix: [
        'Look at containerd: `systemctl status containerd`, `journalctl -u containerd`.',
        'Look for a lack of memory, process numbers or space: `dmesg -T | tail`, `df -h /var/lib/containerd`.',
        '`systemctl restart containerd`, which does not stop containers. Restarting docker stops the containers of this node, unless `live-restore` is set: `systemctl restart docker`.',
      ],
      findings: {
        said: 'docker lost its containerd, said {times}×, last at {last}: {what}',
        was: 'Until {last} docker lost its containerd, said {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'docker 与 containerd 的连接正常',
      failed: 'docker 与 containerd 的连接中断',
      why: 'dockerd 通过 containerd 运行容器。连接中断期间无法启动或停止容器，`docker ps` 也可能卡住。常见原因：内存或 PID 用尽、磁盘写满、containerd 数据库损坏。',
      fix: [
        '查看 containerd：`systemctl status containerd`、`journalctl -u containerd`。',
        '检查内存、PID 及磁盘空间：`dmesg -T | tail`、`df -h /var/lib/containerd`。',
        '执行 `systemctl restart containerd`，不会停止容器。重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）：`systemctl restart docker`。',
      ],
      findings: {
        said: 'docker 与 containerd 的连接中断，共出现 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 docker 与 containerd 的连接中断，共出现 {times} 次：{what}',
      },
    },
  },
});
