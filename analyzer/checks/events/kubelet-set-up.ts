import { defineEventCheck } from '../../event-check.js';

export default defineEventCheck({
  severity: 'critical',
  explainedBy: ['containerd/cri-enabled', 'docker/running', 'containerd/running'],
  reasons: ['KubeletSetupFailed'],

  messages: {
    en: {
      passed: 'No event of the last hour says that the kubelet could not set itself up',
      failed: 'The kubelet could not set itself up',
      why: 'The kubelet started, but a part of it that it cannot do without failed: mostly the one that keeps the cgroups of the pods. It ends and is started again, and no pod is run meanwhile.',
      fix: [
        'Look at the message, and at the last lines before the kubelet ended: `journalctl -u kubelet`, on k3s `-u k3s` or `-u k3s-agent`.',
        'When a cgroup subsystem is missing: look at `cat /proc/cgroups` and at the command line of the kernel, `cat /proc/cmdline`; `cgroup_enable=memory` may have to be added, which needs a reboot. A reboot interrupts every workload of the node: drain it first.',
        'Then restart the kubelet: `systemctl restart kubelet` (or k3s, k3s-agent).',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有 kubelet 初始化失败的记录',
      failed: 'kubelet 初始化失败',
      why: 'kubelet 已启动，但其必需的组件（通常是管理 Pod cgroup 的组件）初始化失败。kubelet 会退出并反复重启，期间无法运行 Pod。',
      fix: [
        '查看事件内容以及 kubelet 退出前的最后几行日志：`journalctl -u kubelet`；k3s 环境使用 `-u k3s` 或 `-u k3s-agent`。',
        '若缺少 cgroup 子系统：查看 `cat /proc/cgroups` 及内核启动参数 `cat /proc/cmdline`，可能需要增加 `cgroup_enable=memory` 并重启节点。重启节点会中断该节点上的所有业务，请先排空节点。',
        '然后重启 kubelet：`systemctl restart kubelet`（或 k3s、k3s-agent）。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
