import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import { dockerStart } from '../../facts/runtime/docker-daemon.js';
import { containerdStartLimit } from '../../facts/units/service-logs.js';
import { serviceTrouble } from '../../facts/units/service-trouble.js';
import { isInstalled, isRunning } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/writable',
    'events/no-system-oom',
    'disk/writes-find-space',
    'memory/daemons-not-killed',
  ],
  needs: {
    runtime: containerRuntime,
    host: optional(kubeletHost),
    units: unitStates,
    dockerStart: optional(dockerStart),
    startLimit: optional(containerdStartLimit),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The containerd that this node needs is running',
      failed: 'The containerd service is not running',
      why: 'containerd runs the containers of this node, for the kubelet directly or for docker. Without it no container can be started, stopped or watched, and the node turns `NotReady`. The usual reasons are a `config.toml` that it refuses, a full disk, a second containerd that holds its database, or somebody who stopped it.',
      fix: [
        'Restart containerd: `systemctl restart {unit}`. Containers keep running meanwhile, but none can be started or stopped.',
        'Look at its state again: `systemctl status {unit}`.',
        'If it still does not run, read why in its log: `journalctl -u {unit} --since -1h`.',
        'If its configuration is wrong, correct `/etc/containerd/config.toml`; if systemd has given up on it, clear its counter with `systemctl reset-failed {unit}`; if it is masked, `systemctl unmask {unit}`. Then start it: `systemctl start {unit}`.',
      ],
      doesNotApply:
        'No containerd.service belongs to the runtime of this node: k3s and RKE2 have containerd inside, docker may start one of its own.',
      findings: {
        stopped: 'The service {unit} does not run: systemd reports {state}.',
        startLimit: 'systemd has given up starting {unit} because it ended too often in a short time: {state}.',
        restarting: 'The service {unit} does not run: it ended and waits for its next start. systemd reports {state}.',
        starting: 'The service {unit} has been asked to start and has not become ready: {state}.',
        masked: 'The service {unit} is masked: systemd will not start it, not even by hand.',
        notInstalled: 'The node is to use containerd as its container runtime, and has no service {unit}.',
      },
    },
    'zh-CN': {
      passed: '该节点所需的 containerd 正在运行',
      failed: 'containerd 服务未运行',
      why: '该节点的容器由 containerd 运行（由 kubelet 直接调用，或经由 docker）。containerd 停止后，无法启动、停止或查看任何容器，节点会变为 `NotReady`。常见原因：`config.toml` 配置有误、磁盘已满、另一个 containerd 占用其数据库，或被人工停止。',
      fix: [
        '重启 containerd：`systemctl restart {unit}`。期间容器继续运行，但无法启动或停止任何容器。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若仍未运行，请在日志中查看原因：`journalctl -u {unit} --since -1h`。',
        '若配置有误，请修改 `/etc/containerd/config.toml`；若 systemd 已放弃启动，请执行 `systemctl reset-failed {unit}` 清除计数；若服务被屏蔽（masked），请执行 `systemctl unmask {unit}`。最后启动：`systemctl start {unit}`。',
      ],
      doesNotApply:
        '该节点的运行时不依赖 containerd.service：k3s 和 RKE2 内置 containerd，docker 也可能自行启动 containerd。',
      findings: {
        stopped: '服务 {unit} 未运行，systemd 显示的状态为 {state}。',
        startLimit: '服务 {unit} 短时间内退出次数过多，systemd 已放弃启动：{state}。',
        restarting: '服务 {unit} 未运行：进程已退出，正在等待下一次启动。systemd 显示的状态为 {state}。',
        starting: '服务 {unit} 正在启动，但尚未就绪：{state}。',
        masked: '服务 {unit} 已被屏蔽（masked），即使手动执行也无法启动。',
        notInstalled: '该节点应使用 containerd 作为容器运行时，但不存在服务 {unit}。',
      },
    },
  },

  applies({ runtime, units, dockerStart: start }) {
    if (runtime.name === 'containerd') return !runtime.embedded;
    if (runtime.name !== 'docker') return false;
    // dockerd starts a containerd of its own when it is not pointed at the service and finds none at its start.
    const docker = units.find('docker');
    const ownContainerd = start !== undefined && !start.containerd && docker !== undefined && isRunning(docker);
    return isInstalled(units.get('containerd')) && !ownContainerd;
  },

  run({ runtime, host, units, startLimit, now }, report) {
    const state = units.get('containerd');
    if (state.load === 'not-found' && host?.unit !== 'kubelet') {
      throw new ParseError('the node uses containerd, under the name of another service', state.at);
    }
    const trouble = serviceTrouble(state, startLimit, now);
    if (!trouble) return;
    const { problem, params, evidence, seen, justStarting } = trouble;
    report(problem, {
      params,
      evidence: [...evidence, runtime.at],
      seen,
      severity: justStarting ? 'warning' : 'critical',
    });
  },
});
