import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A program of the node may open no more files or connections:
 *
 * ```
 * http: Accept error: accept unix /run/containerd/containerd.sock: accept4: too many open files; retrying in 5ms
 * dial unix /run/containerd/containerd.sock: socket: too many open files
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>(?:accept4?|socket|open \S{1,120}|pipe2?|fork\/exec \S{1,80}|dial .{1,80}): too many open files.{0,60})/,
  anchor: 'too many open files',
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The programs of the node may open the files that they need',
      failed: 'A program of the node cannot open more files',
      why: 'It holds as many files and connections as it may. It answers no more: the kubelet and the runtime lose each other, and the node turns NotReady. Mostly a leak, or a limit of the service that is too low.',
      fix: [
        'See how many it holds and may: `ls /proc/$(pidof containerd)/fd | wc -l`, `grep "open files" /proc/$(pidof containerd)/limits`; the same for kubelet, dockerd and k3s.',
        'Raise it: `systemctl edit containerd` with `[Service]` and `LimitNOFILE=1048576`, then `systemctl daemon-reload; systemctl restart containerd`. With docker a restart stops its containers unless `live-restore` is set.',
        'If it grows again the program leaks: update it.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '节点程序可打开的文件数充足',
      failed: '节点程序可打开的文件数已耗尽',
      why: '程序打开的文件和连接数已达上限，无法再响应：kubelet 与运行时失去联系，节点变为 NotReady。多为泄漏，或服务的限制过低。',
      fix: [
        '查看已用数量和上限：`ls /proc/$(pidof containerd)/fd | wc -l`，`grep "open files" /proc/$(pidof containerd)/limits`；kubelet、dockerd、k3s 同理。',
        '调大上限：`systemctl edit containerd`，写入 `[Service]` 与 `LimitNOFILE=1048576`，然后 `systemctl daemon-reload; systemctl restart containerd`。docker 未设置 `live-restore` 时，重启会停止其容器。',
        '若再次增长，说明程序存在泄漏，请升级。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
