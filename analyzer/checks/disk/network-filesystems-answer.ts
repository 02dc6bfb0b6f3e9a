import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A server of a network filesystem is silent (net/sunrpc, fs/nfs, fs/smb, net/ceph):
 *
 * ```
 * nfs: server 192.0.2.40 not responding, still trying
 * nfs: server 192.0.2.40 not responding, timed out
 * CIFS: VFS: \\192.0.2.40 has not responded in 180 seconds. Reconnecting...
 * libceph: mon0 (1)192.0.2.40:6789 connect error
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:nfs: server \S{1,100} not responding|CIFS(?:: VFS)?: .{0,80}has not responded in \d+ seconds|libceph: (?:mon|osd)\d+ .{0,60}(?:connect error|socket closed|missed keepalive)).{0,80})/,
  anchor: [' not responding', 'has not responded in', 'libceph: '],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'No server of a network filesystem has been silent',
      failed: 'The server of a network filesystem does not answer',
      why: 'Processes that touch such a mount wait and cannot be killed. When the kubelet, docker or `df` is among them the node turns NotReady or `PLEG is not healthy`, and the load rises without any work being done.',
      fix: [
        'See whether the server answers: `ping SERVER`, for NFS `showmount -e SERVER` or `nc -zv SERVER 2049`.',
        'See which processes wait: `ps -eo pid,stat,wchan:32,comm | grep " D"`.',
        'Bring the server or the path to it back; the mounts then go on by themselves.',
        'If it does not come back: `umount -f -l MOUNTPOINT`. Programs that use the mount lose what they have not written.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '网络文件系统的服务器响应正常',
      failed: '网络文件系统的服务器无响应',
      why: '访问这类挂载的进程会一直等待且无法终止。若 kubelet、docker 或 `df` 也在其中，节点会变为 NotReady 或出现 `PLEG is not healthy`，负载升高但并没有实际工作。',
      fix: [
        '检查服务器是否可达：`ping 服务器`；NFS 可用 `showmount -e 服务器` 或 `nc -zv 服务器 2049`。',
        '查看哪些进程在等待：`ps -eo pid,stat,wchan:32,comm | grep " D"`。',
        '恢复服务器或到服务器的网络，挂载会自动继续工作。',
        '若无法恢复：`umount -f -l 挂载点`。使用该挂载的程序会丢失尚未写入的数据。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
