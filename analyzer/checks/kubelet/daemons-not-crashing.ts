import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A program that the node needs broke off with a fault (arch/x86/mm/fault.c, systemd-coredump):
 *
 * ```
 * kubelet[1234]: segfault at 0 ip 00000000004651c1 sp 000000c000a8 error 4 in kubelet[400000+2a3f000]
 * traps: containerd[611] general protection fault ip:45f1 sp:c000 error:0 in containerd[400000+1c3]
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?<!\w)(?:kubelet|k3s(?:-server|-agent)?|rke2|dockerd|containerd(?:-shim[\w-]*)?|runc|etcd|kube-apiserver|kube-proxy|systemd|systemd-journal|chronyd|auditd)\[\d+\]:? (?:segfault at |general protection(?: fault)? ip:|trap invalid opcode ).{0,140})/,
  anchor: ['segfault at ', 'general protection', 'trap invalid opcode'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['reboot/memory-modules-sound', 'reboot/processors-sound'],
  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'No program that the node needs has crashed',
      failed: 'A program that the node needs crashed',
      why: 'The kernel ended it because it touched memory that is not its own. Programs in Go such as the kubelet hardly ever do so by themselves: broken memory, a damaged file of the program, or something that was injected into it (security agents) is the likelier reason.',
      fix: [
        'See whether it runs again: `systemctl status kubelet containerd docker k3s`.',
        'Check that its file is whole: `rpm -V PACKAGE` or `dpkg --verify PACKAGE`, and install it anew if not.',
        'Look for machine checks and memory errors in the kernel log, and for agents that are loaded into other programs: `/etc/ld.so.preload`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '节点所需的程序没有崩溃',
      failed: '节点所需的程序发生崩溃',
      why: '程序访问了不属于自己的内存而被内核终止。kubelet 等 Go 程序自身很少出现这种情况，更可能是内存损坏、程序文件损坏，或被注入了其他代码（安全软件）。',
      fix: [
        '确认是否已恢复运行：`systemctl status kubelet containerd docker k3s`。',
        '检查程序文件是否完整：`rpm -V 软件包` 或 `dpkg --verify 软件包`，不完整则重新安装。',
        '在内核日志中查找机器检查异常和内存错误，并检查注入其他程序的软件：`/etc/ld.so.preload`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
