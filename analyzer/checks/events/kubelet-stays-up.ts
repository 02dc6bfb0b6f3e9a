import { defineEventCheck } from '../../event-check.js';

/** systemd starts a kubelet that ended again after ten seconds: who restarts it by hand does so once or twice. */
const STARTS = 3;

export default defineEventCheck({
  severity: 'warning',
  explainedBy: ['kubelet/not-restarting', 'k3s/not-restarting', 'kubelet/running', 'k3s/running'],
  reasons: ['Starting'],
  // kube-proxy says `Starting kube-proxy.` under the same reason.
  harmless: ({ count, message }) => count < STARTS || !/^Starting kubelet/.test(message),

  messages: {
    en: {
      passed: 'The kubelet was not started again and again in the last hour',
      failed: 'The kubelet was started again and again in the last hour',
      why: 'The kubelet, or the k3s that has it inside, ends and is started again. Pods run on meanwhile, but nothing is started, probed or reported while it is away.',
      fix: [
        'Look at how it ended: `systemctl status kubelet`, and at the last lines before each start: `journalctl -u kubelet | grep -B5 "Scheduled restart job"`; on k3s `-u k3s` or `-u k3s-agent`.',
      ],
      findings: { seen: 'The cluster counted {times} starts of the kubelet: {message}' },
    },
    'zh-CN': {
      passed: '最近一小时内 kubelet 没有反复启动',
      failed: '最近一小时内 kubelet 反复启动',
      why: 'kubelet（或内含 kubelet 的 k3s）反复退出并被重新启动。期间 Pod 继续运行，但无法启动新的 Pod、执行探针或上报状态。',
      fix: [
        '查看其退出方式：`systemctl status kubelet`，以及每次启动前的最后几行日志：`journalctl -u kubelet | grep -B5 "Scheduled restart job"`；k3s 环境使用 `-u k3s` 或 `-u k3s-agent`。',
      ],
      findings: { seen: '集群记录到 kubelet 启动 {times} 次：{message}' },
    },
  },
});
