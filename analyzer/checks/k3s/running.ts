import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { embeddingStartLimit } from '../../facts/units/service-logs.js';
import { serviceTrouble } from '../../facts/units/service-trouble.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'k3s/not-restarting',
    'containerd/embedded-runs',
    'k3s/node-password-kept',
    'k3s/token-accepted',
    'k3s/server-reached',
  ],
  needs: {
    host: kubeletHost,
    units: unitStates,
    startLimit: optional(embeddingStartLimit),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The k3s (or RKE2) service is running',
      failed: 'The k3s (or RKE2) service is not running',
      why: 'kubelet, containerd and on servers the control plane are parts of this one service: without it the node turns `NotReady` after about 40 seconds. Containers keep running meanwhile, so pods that live do not prove that k3s does. A service that stays in `activating` waits for its datastore or its server.',
      fix: [
        'See whether the node has what k3s needs: `k3s check-config`.',
        'Restart the service: `systemctl restart {unit}`, then `systemctl status {unit}`. Running containers are not affected; on a server the API is away for a moment.',
        'If it still does not run, read why in its log: `journalctl -u {unit} --since -1h | grep -E "level=(fatal|error)"`.',
        'Check `/etc/rancher/k3s/config.yaml` and `/etc/systemd/system/{unit}.service.env`; on an agent that the server address and the token are right and the server can be reached on port 6443 (RKE2: 9345).',
      ],
      doesNotApply: 'This node runs neither k3s nor RKE2.',
      findings: {
        stopped: 'The service {unit} does not run: systemd reports {state}.',
        startLimit: 'systemd has given up starting {unit} because it ended too often in a short time: {state}.',
        restarting: 'The service {unit} does not run: it ended and waits for its next start. systemd reports {state}.',
        starting: 'The service {unit} has been asked to start and has not become ready: {state}.',
        masked: 'The service {unit} is masked: systemd will not start it, not even by hand.',
        notInstalled: 'This node has no service {unit}, though it was set up with k3s or RKE2.',
      },
    },
    'zh-CN': {
      passed: 'k3s（或 RKE2）服务正在运行',
      failed: 'k3s（或 RKE2）服务未运行',
      why: 'kubelet、containerd 以及 server 节点上的控制面都是该服务的一部分：服务停止后，节点约 40 秒后变为 `NotReady`。期间容器仍会继续运行，因此 Pod 存活不代表 k3s 正常。长时间处于 `activating` 表示正在等待数据存储或 server。',
      fix: [
        '检查节点是否满足 k3s 的要求：`k3s check-config`。',
        '重启服务：`systemctl restart {unit}`，然后 `systemctl status {unit}`。运行中的容器不受影响；在 server 节点上 API 会短暂不可用。',
        '若仍未运行，请在日志中查看原因：`journalctl -u {unit} --since -1h | grep -E "level=(fatal|error)"`。',
        '检查 `/etc/rancher/k3s/config.yaml` 和 `/etc/systemd/system/{unit}.service.env`；对于 agent 节点，确认 server 地址和 token 正确，且能访问 server 的 6443 端口（RKE2 为 9345）。',
      ],
      doesNotApply: '该节点既未运行 k3s，也未运行 RKE2。',
      findings: {
        stopped: '服务 {unit} 未运行，systemd 显示的状态为 {state}。',
        startLimit: '服务 {unit} 短时间内退出次数过多，systemd 已放弃启动：{state}。',
        restarting: '服务 {unit} 未运行：进程已退出，正在等待下一次启动。systemd 显示的状态为 {state}。',
        starting: '服务 {unit} 正在启动，但尚未就绪：{state}。',
        masked: '服务 {unit} 已被屏蔽（masked），即使手动执行也无法启动。',
        notInstalled: '该节点由 k3s 或 RKE2 部署，但不存在服务 {unit}。',
      },
    },
  },

  applies: ({ host }) => host.embedded,

  run({ host, units, startLimit, now }, report) {
    const trouble = serviceTrouble(units.get(host.unit), startLimit, now);
    if (!trouble) return;
    const { problem, params, evidence, seen, justStarting } = trouble;
    report(problem, { params, evidence, seen, severity: justStarting ? 'warning' : 'critical' });
  },
});
