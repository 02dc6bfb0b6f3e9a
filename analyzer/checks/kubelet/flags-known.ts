import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet was told a flag that its version does not know. 1.24 took away `--network-plugin` and `--cni-*`,
 * 1.27 `--container-runtime`, 1.35 and later `--pod-infra-container-image`:
 *
 * ```
 * "command failed" err="failed to parse kubelet flag: unknown flag: --network-plugin"      since 1.23
 * Error: unknown flag: --foo                                                               before, with all flags
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /(?:failed to parse kubelet flag: |\bE(?:rror: |\d{4} .{1,80}\] ))unknown flag: (?<flag>--[a-z0-9-]{1,60})/,
  anchor: 'unknown flag: --',
});

export default defineLogCheck({
  severity: 'critical',
  log: said,
  captures: ['flag'],

  messages: {
    en: {
      passed: 'The kubelet knew all flags that it was given',
      failed: 'The kubelet was given a flag that it does not know',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. Mostly the kubelet was upgraded, and a drop-in or `/var/lib/kubelet/kubeadm-flags.env` still has a flag that the new version does not know any more.',
      fix: [
        'Find where the flag is set: `grep -rn -e "{flag}" /etc/systemd/system/kubelet.service.d /usr/lib/systemd/system/kubelet.service.d /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/sysconfig/kubelet`.',
        'Take it out, then `systemctl daemon-reload; systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: 'The kubelet does not know the flag {flag}, said {times}×, last at {last}.',
        was: 'Until {last} the kubelet did not know the flag {flag}, said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能识别所有启动参数',
      failed: 'kubelet 的启动参数中有无法识别的参数',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。通常是升级 kubelet 之后，drop-in 或 `/var/lib/kubelet/kubeadm-flags.env` 中仍保留着新版本已移除的参数。',
      fix: [
        '查找该参数的位置：`grep -rn -e "{flag}" /etc/systemd/system/kubelet.service.d /usr/lib/systemd/system/kubelet.service.d /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/sysconfig/kubelet`。',
        '删除该参数，然后执行 `systemctl daemon-reload; systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: 'kubelet 无法识别参数 {flag}，共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 kubelet 无法识别参数 {flag}，共出现 {times} 次。',
      },
    },
  },
});
