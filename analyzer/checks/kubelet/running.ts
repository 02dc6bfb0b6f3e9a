import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { kubeletStartLimit } from '../../facts/units/service-logs.js';
import { serviceTrouble } from '../../facts/units/service-trouble.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['kubelet/not-restarting', 'docker/running', 'containerd/running', 'memory/daemons-not-killed'],
  needs: {
    host: kubeletHost,
    units: unitStates,
    startLimit: optional(kubeletStartLimit),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The kubelet service is running',
      failed: 'The kubelet service is not running',
      why: 'Without its kubelet the node stops reporting, turns `NotReady` after about 40 seconds, and its pods are moved away after 5 minutes. The usual reasons are a kubelet that ends at start (configuration, certificate, swap), a container runtime that does not answer, or somebody who stopped it.',
      fix: [
        'Restart the kubelet: `systemctl restart {unit}`. Running containers are not affected.',
        'Look at its state again: `systemctl status {unit}`.',
        'If it still does not run, read why in its log: `journalctl -u {unit} --since -1h`.',
        'If its configuration is wrong, correct `/etc/systemd/system/kubelet.service.d/10-kubeadm.conf` or `/var/lib/kubelet/config.yaml`, then `systemctl daemon-reload; systemctl restart {unit}`.',
        'If systemd has given up on it, clear its counter first: `systemctl reset-failed {unit}`. If it is masked: `systemctl unmask {unit}`.',
      ],
      doesNotApply: 'The kubelet is part of k3s or RKE2 on this node; it has no service of its own.',
      findings: {
        stopped: 'The service {unit} does not run: systemd reports {state}.',
        startLimit: 'systemd has given up starting {unit} because it ended too often in a short time: {state}.',
        restarting: 'The service {unit} does not run: it ended and waits for its next start. systemd reports {state}.',
        starting: 'The service {unit} has been asked to start and has not become ready: {state}.',
        masked: 'The service {unit} is masked: systemd will not start it, not even by hand.',
        notInstalled: 'This node has no service {unit}, though it was set up with kubeadm.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 服务正在运行',
      failed: 'kubelet 服务未运行',
      why: '没有 kubelet，节点会停止上报状态，约 40 秒后变为 `NotReady`，5 分钟后其上的 Pod 会被迁走。常见原因：kubelet 启动后即退出（配置、证书、swap），容器运行时无响应，或被人工停止。',
      fix: [
        '重启 kubelet：`systemctl restart {unit}`。重启 kubelet 不会影响运行中的容器。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若仍未运行，请在日志中查看原因：`journalctl -u {unit} --since -1h`。',
        '若确认是配置异常，请修改 `/etc/systemd/system/kubelet.service.d/10-kubeadm.conf` 或 `/var/lib/kubelet/config.yaml`，然后执行 `systemctl daemon-reload; systemctl restart {unit}`。',
        '若 systemd 已放弃启动，请先清除计数：`systemctl reset-failed {unit}`。若服务被屏蔽（masked）：`systemctl unmask {unit}`。',
      ],
      doesNotApply: '该节点的 kubelet 内置于 k3s 或 RKE2，没有单独的服务。',
      findings: {
        stopped: '服务 {unit} 未运行，systemd 显示的状态为 {state}。',
        startLimit: '服务 {unit} 短时间内退出次数过多，systemd 已放弃启动：{state}。',
        restarting: '服务 {unit} 未运行：进程已退出，正在等待下一次启动。systemd 显示的状态为 {state}。',
        starting: '服务 {unit} 正在启动，但尚未就绪：{state}。',
        masked: '服务 {unit} 已被屏蔽（masked），即使手动执行也无法启动。',
        notInstalled: '该节点由 kubeadm 部署，但不存在服务 {unit}。',
      },
    },
  },

  applies: ({ host }) => !host.embedded,

  run({ host, units, startLimit, now }, report) {
    const trouble = serviceTrouble(units.get(host.unit), startLimit, now);
    if (!trouble) return;
    const { problem, params, evidence, seen, justStarting } = trouble;
    report(problem, { params, evidence, seen, severity: justStarting ? 'warning' : 'critical' });
  },
});
