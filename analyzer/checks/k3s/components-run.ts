import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A component inside k3s has ended, and k3s ends with it:
 *
 * ```
 * level=fatal msg="apiserver exited: …"                                            up to 1.32
 * level=error msg="Shutdown request received: kubelet exited: …"                    since 1.33
 * level=fatal msg="leaderelection lost for k3s"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern:
    /msg="(?:Shutdown request received: )?(?<what>(?:apiserver|controller-manager|scheduler|cloud-controller-manager|kube-proxy|kubelet|controllers|etcd) (?:exited|stopped).{0,300}|leaderelection lost for \S{1,60})/,
  anchor: [' exited: ', 'etcd stopped', 'leaderelection lost for', ' exited"'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'disk/no-io-errors',
    'disk/filesystems-not-full',
    'ntp/clock-offset-small',
    'kubelet/swap-off',
    'kubelet/cgroups-ready',
    'k3s/datastore-quick',
    'kubelet/cluster-certificates-last',
  ],
  only: 'k3s',
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'No component of k3s has ended',
      failed: 'A component of k3s ended, and k3s with it',
      why: 'k3s holds all of Kubernetes in one process. `leaderelection lost` means that the datastore was too slow to renew a lease in ten seconds: a slow disk, or a database that is far away. Otherwise the line says what the component could not do.',
      fix: [
        'Look at what came before: `journalctl -u k3s -e | grep -B 20 "exited"`.',
        '`leaderelection lost`: look at the disk below the datastore (`iostat -xdk 1 3`), and at `Slow SQL` or `took too long` in the log.',
        'Restart it: `systemctl restart k3s` (agents: `systemctl restart k3s-agent`). Running containers are not affected.',
      ],
      findings: {
        said: 'It ended {times}×, last at {last}: {what}',
        was: 'It ended {times}×, and not since {last}: {what}',
      },
    },
    'zh-CN': {
      passed: 'k3s 的组件没有退出',
      failed: 'k3s 的组件退出，k3s 随之退出',
      why: 'k3s 将 Kubernetes 的所有组件放在一个进程中。`leaderelection lost` 表示数据存储过慢，十秒内未能续租：磁盘慢，或数据库距离过远。其他情况下日志会说明该组件失败的原因。',
      fix: [
        '查看此前的日志：`journalctl -u k3s -e | grep -B 20 "exited"`。',
        '`leaderelection lost`：检查数据存储所在磁盘（`iostat -xdk 1 3`），以及日志中的 `Slow SQL` 或 `took too long`。',
        '重启服务：`systemctl restart k3s`（agent 节点：`systemctl restart k3s-agent`），不会影响运行中的容器。',
      ],
      findings: {
        said: '退出 {times} 次，最近一次在 {last}：{what}',
        was: '退出 {times} 次，{last} 之后未再出现：{what}',
      },
    },
  },
});
