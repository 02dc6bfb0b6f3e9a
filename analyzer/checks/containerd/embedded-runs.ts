import { defineCheck, seenIn } from '../../check.js';
import { type LogMatches, optional, ParseError } from '../../fact.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { lastUnless, plainMessage } from '../../facts/logs/log-order.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import {
  containerdBooted,
  containerdExits,
  containerdReady,
  containerdWaits,
} from '../../facts/runtime/embedded-containerd.js';

/** k3s waits some 15 seconds at a start; four times that is no start any more. */
const SLOW_START_MS = 60_000;

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/writable',
    'disk/writes-find-space',
    'containerd/database-sound',
  ],
  needs: {
    runtime: containerRuntime,
    host: optional(kubeletHost),
    exits: optional(containerdExits),
    waits: optional(containerdWaits),
    ready: optional(containerdReady),
    booted: optional(containerdBooted),
  },

  messages: {
    en: {
      passed: 'The containerd inside k3s (or RKE2) runs',
      failed: 'The containerd inside k3s (or RKE2) does not run',
      why: 'Without its containerd the kubelet inside k3s can start, stop and watch no container, k3s ends too, and the node turns `NotReady`. The usual reasons are a full disk, a template (`config.toml.tmpl`) that containerd refuses, a database that a power loss has damaged, or another containerd on the node.',
      fix: [
        'Restart the service that runs containerd: `systemctl restart {unit}`. Running containers are not affected.',
        'Look at its state again: `systemctl status {unit}`.',
        'If it still ends, read why: `journalctl -u {unit} --since -1h | grep -i containerd` and `more /var/lib/rancher/k3s/agent/containerd/containerd.log`.',
        'If you changed `config.toml.tmpl` in `/var/lib/rancher/k3s/agent/etc/containerd`, move it away and restart {unit}.',
      ],
      doesNotApply: 'This node has no containerd inside k3s or RKE2.',
      findings: {
        exited: 'The containerd inside {unit} ended and has not come back: {cause}',
        notReady: 'The containerd inside {unit} has not become ready for {seconds} seconds: {cause}',
      },
    },
    'zh-CN': {
      passed: 'k3s（或 RKE2）内置的 containerd 正在运行',
      failed: 'k3s（或 RKE2）内置的 containerd 未运行',
      why: '没有 containerd，k3s 内的 kubelet 无法启动、停止或查看任何容器，k3s 也会随之退出，节点变为 `NotReady`。常见原因：磁盘已满、containerd 无法接受模板 `config.toml.tmpl`、断电导致数据库损坏，或节点上存在另一个 containerd。',
      fix: [
        '重启运行 containerd 的服务：`systemctl restart {unit}`。运行中的容器不受影响。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若仍然退出，请查看原因：`journalctl -u {unit} --since -1h | grep -i containerd` 和 `more /var/lib/rancher/k3s/agent/containerd/containerd.log`。',
        '若修改过 `/var/lib/rancher/k3s/agent/etc/containerd` 下的 `config.toml.tmpl`，请将其移走并重启 {unit}。',
      ],
      doesNotApply: '该节点没有 k3s 或 RKE2 内置的 containerd。',
      findings: {
        exited: '{unit} 内置的 containerd 已退出且未恢复：{cause}',
        notReady: '{unit} 内置的 containerd 在 {seconds} 秒内仍未就绪：{cause}',
      },
    },
  },

  applies: ({ runtime }) => runtime.embedded,

  run({ host, exits, waits, ready, booted }, report) {
    const unit = host?.unit ?? 'k3s';
    if (!exits || !waits) throw new ParseError(`the log of ${unit} is not in the bundle`);
    const exited = lastUnless(exits, ready);
    if (exited && lastUnless(exits, booted)) {
      const cause = plainMessage(exited.captures['cause'] ?? exited.at.text);
      report('exited', { params: { unit, cause }, evidence: [exited.at], seen: seenIn(exits) });
      return;
    }
    const waiting = lastUnless(waits, ready);
    if (!waiting || !lastUnless(waits, booted)) return;
    const seconds = waitedSeconds(waits, latest(ready, booted));
    if (seconds * 1000 < SLOW_START_MS) return;
    const cause = plainMessage(waiting.captures['cause'] ?? waiting.at.text);
    report('notReady', { params: { unit, seconds, cause }, evidence: [waiting.at], seen: seenIn(waits) });
  },
});

/** From the first line of waiting after containerd was last ready, by the minute where samples are missing. */
function waitedSeconds(waits: LogMatches, readyAt: number): number {
  const last = waits.last?.at.time;
  if (last === undefined) return 0;
  const minutes = [...waits.perMinute.keys()].map(minute => minute * 60_000).filter(time => time > readyAt);
  const samples = waits.samples.flatMap(({ at }) => (at.time !== undefined && at.time > readyAt ? [at.time] : []));
  return Math.round((last - Math.min(last, ...minutes, ...samples)) / 1000);
}

function latest(...matches: readonly (LogMatches | undefined)[]): number {
  return Math.max(0, ...matches.flatMap(match => match?.last?.at.time ?? []));
}
