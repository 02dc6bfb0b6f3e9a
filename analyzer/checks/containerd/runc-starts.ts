import { logMatches } from '../../fact.js';
import { writerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * runc could not start a container for a reason that lies with the node, not with the image:
 *
 * ```
 * OCI runtime create failed: runc create failed: unable to start container process: unable to apply cgroup configuration: unable to start unit "cri-containerd-….scope" …: Message recipient disconnected from message bus without replying: unknown
 * … expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/kubepods/…" instead: unknown
 * … fork/exec /proc/self/exe: resource temporarily unavailable
 * … mkdir /sys/fs/cgroup/memory/kubepods/…: cannot allocate memory
 * ```
 */
const said = logMatches({
  in: writerLogs,
  pattern:
    /(?<what>Message recipient disconnected from message bus without replying|Timeout waiting for systemd to create \S{1,120}|expected cgroupsPath to be of format \S{1,40} for systemd cgroups|mkdir \/sys\/fs\/cgroup\/\S{1,300}: (?:cannot allocate memory|no space left on device)|fork\/exec \S{1,120}: resource temporarily unavailable|read init-p: connection reset by peer|can't get final child's PID from pipe: EOF)/,
  anchor: [
    'Message recipient disconnected from message bus',
    'Timeout waiting for systemd to create',
    'expected cgroupsPath to be of format',
    'mkdir /sys/fs/cgroup/',
    'resource temporarily unavailable',
    'read init-p: connection reset by peer',
    "can't get final child's PID from pipe",
  ],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: [
    'pleg/systemd-answers',
    'pleg/systemd-not-defective',
    'pids/threads-below-limit',
    'kubelet/cgroup-driver-matches',
    'pids/daemons-can-fork',
    'memory/kernel-not-leaking',
  ],
  log: said,
  captures: ['what'],
  atLeast: 3,

  messages: {
    en: {
      passed: 'runc met no trouble of the node when it started containers',
      failed: 'runc cannot start containers, and the node is the reason',
      why: 'Every container is started by runc, which needs a cgroup, a process number and a little memory. The message tells which of them it did not get: systemd did not answer, the cgroup drivers of kubelet and runtime differ, cgroups of an old kernel leak, or process numbers have run out.',
      fix: [
        '`message bus`, `systemd`: try `timeout 10 systemctl status`; when it hangs: `systemctl daemon-reexec`.',
        '`cgroupsPath`: make the drivers equal: `SystemdCgroup = true` in `/etc/containerd/config.toml` goes with `cgroupDriver: systemd` of the kubelet.',
        '`cannot allocate memory` below `/sys/fs/cgroup`: an old kernel leaks cgroups; only a reboot frees them, a newer kernel does not leak. A reboot interrupts every workload of the node: drain it first. ',
        '`resource temporarily unavailable`: process numbers, see the section about PIDs.',
      ],
      findings: {
        said: 'runc failed {times}×, last at {last}: {what}',
        was: 'Until {last} runc failed, {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'runc 启动容器时没有遇到节点自身的问题',
      failed: '由于节点自身的问题，runc 无法启动容器',
      why: '每个容器都由 runc 启动，需要一个 cgroup、一个 PID 和少量内存。错误信息会指明缺少哪一项：systemd 没有响应、kubelet 与运行时的 cgroup 驱动不一致、旧内核 cgroup 泄漏，或 PID 用尽。',
      fix: [
        '与 `message bus`、`systemd` 有关：执行 `timeout 10 systemctl status`；若卡住：`systemctl daemon-reexec`。',
        '`cgroupsPath`：统一驱动，`/etc/containerd/config.toml` 中的 `SystemdCgroup = true` 对应 kubelet 的 `cgroupDriver: systemd`。',
        '`/sys/fs/cgroup` 下报 `cannot allocate memory`：旧内核 cgroup 泄漏，只能通过重启释放，升级内核可避免。重启节点会中断该节点上的所有业务，请先排空节点。',
        '`resource temporarily unavailable`：PID 不足，参见 PID 一节。',
      ],
      findings: {
        said: 'runc 启动失败 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 runc 启动失败，共 {times} 次：{what}',
      },
    },
  },
});
