import { systemdSilent } from '../../facts/units/systemd-bus.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['pleg/systemd-not-defective', 'pids/threads-below-limit', 'memory/enough-available'],
  log: systemdSilent,
  atLeast: 3,

  messages: {
    en: {
      passed: 'Neither kubelet nor runtime had to wait for systemd in vain',
      failed: 'systemd does not answer',
      why: 'To start a container the runtime asks systemd for a cgroup, over the bus. systemd, or the bus, does not answer: no container can be started, `systemctl` hangs, and PLEG stands still. On CentOS 7.6 a known defect of systemd 219-62 causes this.',
      fix: [
        'Try it: `timeout 10 systemctl status`. When it hangs: `systemctl daemon-reexec`, which restarts systemd in place and leaves services running.',
        'On CentOS 7.6 with systemd-219-62.el7_6.x: `yum update systemd`.',
        'A reboot interrupts every workload of the node: drain it first. If nothing else helps: `reboot`; when that hangs as well, `reboot -f`.',
      ],
      findings: {
        said: 'systemd gave no answer, {times}×, last at {last}.',
        was: 'Until {last} systemd gave no answer, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 和运行时没有等待 systemd 超时的记录',
      failed: 'systemd 没有响应',
      why: '启动容器时，运行时需要通过总线向 systemd 申请 cgroup。systemd 或总线没有响应时，无法启动任何容器，`systemctl` 卡住，PLEG 停滞。CentOS 7.6 的 systemd 219-62 存在导致该问题的已知缺陷。',
      fix: [
        '测试：`timeout 10 systemctl status`。若卡住，执行 `systemctl daemon-reexec`，会原地重启 systemd，不影响已运行的服务。',
        '若系统为 CentOS 7.6 且 systemd 为 systemd-219-62.el7_6.x：`yum update systemd`。',
        '重启节点会中断该节点上的所有业务，请先排空节点。若其他方法无效：`reboot`；若仍卡住，使用 `reboot -f`。',
      ],
      findings: {
        said: 'systemd 没有响应，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 systemd 没有响应，共 {times} 次。',
      },
    },
  },
});
