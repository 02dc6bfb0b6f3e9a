import { defineCheck } from '../../check.js';
import { isK3s } from '../../facts/kubelet/kubelet-host.js';
import { k3sConfigCheck } from '../../facts/runtime/k3s-check-config.js';

/** k3s 1.21.5 to 1.26 look for links that they do not ship themselves: k3s issues 4066 and 7118. */
const KNOWN_DEFECT = /^links: aux\//;

export default defineCheck({
  severity: 'warning',
  onlyIf: isK3s,
  needs: { config: k3sConfigCheck },

  messages: {
    en: {
      passed: 'k3s check-config finds nothing that keeps k3s from working',
      failed: 'k3s check-config finds something wrong with the node',
      why: 'The kernel of the node lacks something, or a tool has a version with a known defect. k3s may run all the same; pods, their network or their limits may then not work.',
      fix: [
        'Look at it again: `k3s check-config`, the lines that end with `(fail)`.',
        'A missing option of the kernel: `modprobe <module>`, or another kernel. iptables 1.8.0 to 1.8.2: upgrade it, or `update-alternatives --set iptables /usr/sbin/iptables-legacy`.',
      ],
      doesNotApply: 'Only k3s brings check-config along, and this node does not run it.',
      findings: { failed: '{what}' },
    },
    'zh-CN': {
      passed: 'k3s check-config 未发现影响 k3s 运行的问题',
      failed: 'k3s check-config 发现节点存在问题',
      why: '节点内核缺少某项功能，或某个工具的版本存在已知缺陷。k3s 可能仍能运行，但 Pod、网络或资源限制可能无法正常工作。',
      fix: [
        '再次查看：`k3s check-config` 中以 `(fail)` 结尾的行。',
        '缺少内核选项：执行 `modprobe <module>` 或更换内核。iptables 1.8.0 至 1.8.2：请升级，或执行 `update-alternatives --set iptables /usr/sbin/iptables-legacy`。',
      ],
      doesNotApply: '只有 k3s 自带 check-config，而该节点未运行 k3s。',
      findings: { failed: '{what}' },
    },
  },

  run({ config: { failed, status } }, report) {
    for (const { what, at } of failed) {
      if (!KNOWN_DEFECT.test(what)) report('failed', { params: { what }, evidence: [at, status] });
    }
  },
});
