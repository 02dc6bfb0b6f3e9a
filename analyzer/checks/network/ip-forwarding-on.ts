import { defineCheck } from '../../check.js';
import { kernelSettings } from '../../facts/network/kernel-settings.js';

export default defineCheck({
  severity: 'critical',

  needs: { settings: kernelSettings },

  messages: {
    en: {
      passed: 'The node forwards packets between its interfaces',
      failed: 'The node does not forward packets',
      why: 'Pods reach each other and the outside through the node, which has to pass their packets on. With forwarding off pods on this node are cut off. It is often set back by `sysctl -p` or a hardening script after Kubernetes had switched it on.',
      fix: [
        'Switch it on: `sysctl -w {key}=1`.',
        'Keep it: put the same line into `/etc/sysctl.d/99-kubernetes.conf`, and look which other file there or hardening script sets it back: `grep -r {key} /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d`.',
      ],
      findings: {
        off: '{key} is {value}: packets of pods are not passed on.',
      },
    },
    'zh-CN': {
      passed: '节点已开启数据包转发',
      failed: '节点未开启数据包转发',
      why: 'Pod 之间以及 Pod 与外部的通信都要由节点转发。转发关闭后，该节点的 Pod 与外界隔离。常见于 Kubernetes 启动之后又被 `sysctl -p` 或安全加固脚本改回。',
      fix: [
        '立即开启：`sysctl -w {key}=1`。',
        '永久生效：写入 `/etc/sysctl.d/99-kubernetes.conf`，并查找将其改回的其他文件或加固脚本：`grep -r {key} /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d`。',
      ],
      findings: {
        off: '{key} 为 {value}：Pod 的数据包不会被转发。',
      },
    },
  },

  run({ settings }, report) {
    const key = 'net.ipv4.ip_forward';
    const setting = settings.get(key);
    if (setting?.value === '0') report('off', { params: { key, value: setting.value }, evidence: [setting.at] });
  },
});
