import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import { dockerStartLimit } from '../../facts/units/service-logs.js';
import { serviceTrouble } from '../../facts/units/service-trouble.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'docker/starts',
    'docker/config-valid',
    'containerd/running',
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/writable',
    'events/no-system-oom',
    'disk/writes-find-space',
    'memory/daemons-not-killed',
  ],
  needs: {
    runtime: containerRuntime,
    units: unitStates,
    startLimit: optional(dockerStartLimit),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The docker service is running',
      failed: 'The docker service is not running',
      why: 'docker runs the containers of this node: without it the kubelet can start, stop and watch none of them, and the node turns `NotReady`. The usual reasons are a `daemon.json` that docker refuses, a full disk, a containerd that does not run, or somebody who stopped it.',
      fix: [
        'Restarting docker stops the containers of this node, unless `live-restore` is set; drain the node first if it still serves pods. Then `systemctl restart {unit}`.',
        'Look at its state again: `systemctl status {unit}`.',
        'If it still does not run, read why in its log: `journalctl -u {unit} --since -1h`.',
        'If its configuration is wrong, correct `/etc/docker/daemon.json`; if systemd has given up on it, clear its counter with `systemctl reset-failed {unit}`; if it is masked, `systemctl unmask {unit}`. Then start it: `systemctl start {unit}`.',
      ],
      doesNotApply: 'This node does not use docker as its container runtime.',
      findings: {
        stopped: 'The service {unit} does not run: systemd reports {state}.',
        startLimit: 'systemd has given up starting {unit} because it ended too often in a short time: {state}.',
        restarting: 'The service {unit} does not run: it ended and waits for its next start. systemd reports {state}.',
        starting: 'The service {unit} has been asked to start and has not become ready: {state}.',
        masked: 'The service {unit} is masked: systemd will not start it, not even by hand.',
        notInstalled: 'The node is to use docker as its container runtime, and has no service {unit}.',
      },
    },
    'zh-CN': {
      passed: 'docker 服务正在运行',
      failed: 'docker 服务未运行',
      why: '该节点的容器由 docker 运行：docker 停止后，kubelet 无法启动、停止或查看任何容器，节点会变为 `NotReady`。常见原因：`daemon.json` 配置有误、磁盘已满、containerd 未运行，或被人工停止。',
      fix: [
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）；若节点仍在承载业务，请先排空节点。然后执行 `systemctl restart {unit}`。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若仍未运行，请在日志中查看原因：`journalctl -u {unit} --since -1h`。',
        '若配置有误，请修改 `/etc/docker/daemon.json`；若 systemd 已放弃启动，请执行 `systemctl reset-failed {unit}` 清除计数；若服务被屏蔽（masked），请执行 `systemctl unmask {unit}`。最后启动：`systemctl start {unit}`。',
      ],
      doesNotApply: '该节点的容器运行时不是 docker。',
      findings: {
        stopped: '服务 {unit} 未运行，systemd 显示的状态为 {state}。',
        startLimit: '服务 {unit} 短时间内退出次数过多，systemd 已放弃启动：{state}。',
        restarting: '服务 {unit} 未运行：进程已退出，正在等待下一次启动。systemd 显示的状态为 {state}。',
        starting: '服务 {unit} 正在启动，但尚未就绪：{state}。',
        masked: '服务 {unit} 已被屏蔽（masked），即使手动执行也无法启动。',
        notInstalled: '该节点应使用 docker 作为容器运行时，但不存在服务 {unit}。',
      },
    },
  },

  applies: ({ runtime }) => runtime.name === 'docker',

  run({ runtime, units, startLimit, now }, report) {
    const trouble = serviceTrouble(units.get('docker'), startLimit, now);
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
