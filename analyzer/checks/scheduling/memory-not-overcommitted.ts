import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { nodeResources } from '../../facts/cluster/node-resources.js';
import { sizeText } from '../../facts/plain-text.js';

const TWICE_PERCENT = 200;

export default defineCheck({
  severity: 'info',
  needs: { resources: nodeResources },

  messages: {
    en: {
      passed: 'The memory limits of all pods together stay within reason',
      failed: 'Pods may use far more memory than the node has',
      why: 'Limits above what is there are common, and fine as long as pods do not use them at the same time. At more than twice of it a busy hour ends in a system OOM.',
      fix: [
        'Bring limits closer to requests, first those of the largest pods: `kubectl describe node <node-name>`, `Non-terminated Pods`.',
        'Reserve memory for the system (`systemReserved`, `kubeReserved`), so that pods are evicted before the kernel kills.',
      ],
      findings: { over: 'Limits of {limits} on {allocatable} ({percent} %).' },
    },
    'zh-CN': {
      passed: '所有 Pod 的内存 limit 之和处于合理范围',
      failed: 'Pod 可使用的内存远超节点所有',
      why: 'limit 之和超过节点内存很常见，只要不同时用满就没有问题；超过两倍时，业务高峰可能导致系统 OOM。',
      fix: [
        '将 limit 调整到接近 request，先从最大的 Pod 开始：`kubectl describe node <node-name>` 中的 `Non-terminated Pods`。',
        '为系统预留内存（`systemReserved`、`kubeReserved`），使 Pod 在内核终止进程之前先被驱逐。',
      ],
      findings: { over: 'limit 之和为 {limits}，可分配 {allocatable}（{percent} %）。' },
    },
  },

  run({ resources }, report) {
    const limits = resources.limits.get('memory');
    const whole = resources.allocatable.get('memory');
    if (!limits || !whole || whole.value === 0) throw new ParseError('does not tell the memory limits of pods');
    const percent = (limits.value / whole.value) * 100;
    if (percent < TWICE_PERCENT) return;
    report('over', {
      params: {
        limits: sizeText(limits.value / 1024),
        allocatable: sizeText(whole.value / 1024),
        percent: Math.floor(percent),
      },
      evidence: [limits.at, whole.at],
    });
  },
});
