import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kernel has AppArmor and the node not its tools, or SELinux forbids the runtime what it needs:
 *
 * ```
 * failed to create containerd container: get apparmor_parser version: exec: "apparmor_parser": executable file not found in $PATH
 * SELinux is enabled for k3s but process is not running in context 'container_runtime_t', k3s-selinux policy may need to be applied
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>apparmor_parser\\{0,3}": executable file not found.{0,40}|k3s-selinux policy may need to be applied)/,
  anchor: ['executable file not found', 'k3s-selinux policy'],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The tools for AppArmor and SELinux are there',
      failed: 'The tools for AppArmor or SELinux are missing',
      why: 'Without `apparmor_parser` containerd cannot load the profile that containers run under: no container starts. Without the policy k3s-selinux the runtime is not allowed to do its work.',
      fix: [
        'Of AppArmor: `apt install apparmor` or `zypper install apparmor-parser`; pods then start by themselves.',
        'Of SELinux: `yum install k3s-selinux` (or rke2-selinux), then `systemctl restart k3s` or `k3s-agent`; running containers go on.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: 'AppArmor 与 SELinux 所需工具齐全',
      failed: '缺少 AppArmor 或 SELinux 所需工具',
      why: '缺少 `apparmor_parser` 时，containerd 无法加载容器的安全配置，容器都无法启动。缺少 k3s-selinux 策略时，运行时没有所需的权限。',
      fix: [
        'AppArmor：`apt install apparmor` 或 `zypper install apparmor-parser`，Pod 随后会自动启动。',
        'SELinux：`yum install k3s-selinux`（或 rke2-selinux），然后 `systemctl restart k3s` 或 `k3s-agent`，运行中的容器不受影响。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
