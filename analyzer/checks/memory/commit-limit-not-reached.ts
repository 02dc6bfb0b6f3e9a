import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { kernelSettings } from '../../facts/network/kernel-settings.js';
import { percentText, sizeText } from '../../facts/plain-text.js';
import { memory } from '../../facts/system/memory.js';

const NEAR = 0.9;

export default defineCheck({
  severity: 'warning',
  needs: { memory, settings: kernelSettings },

  messages: {
    en: {
      passed: 'Programs may still ask for memory',
      failed: 'Programs have asked for almost all memory that the node promises',
      why: 'With `vm.overcommit_memory=2` the kernel promises no more than `CommitLimit`, used or not. Programs then get `Cannot allocate memory` though memory is free. The kubelet wants 1.',
      fix: [
        'See the setting: `sysctl vm.overcommit_memory vm.overcommit_ratio`.',
        'Set what Kubernetes wants: `sysctl -w vm.overcommit_memory=1`, and in `/etc/sysctl.d`.',
      ],
      findings: { near: '{asked} of {limit} ({percent} %).' },
    },
    'zh-CN': {
      passed: '程序仍可申请内存',
      failed: '程序申请的内存已接近节点承诺的上限',
      why: '`vm.overcommit_memory=2` 时，无论是否使用，内核承诺的内存不超过 `CommitLimit`。此时即使有空闲内存，程序也会收到 `Cannot allocate memory`。kubelet 要求该值为 1。',
      fix: [
        '查看设置：`sysctl vm.overcommit_memory vm.overcommit_ratio`。',
        '设置为 Kubernetes 要求的值：`sysctl -w vm.overcommit_memory=1`，并写入 `/etc/sysctl.d`。',
      ],
      findings: { near: '已申请 {asked}，上限 {limit}（{percent} %）。' },
    },
  },

  run({ memory, settings }, report) {
    const strict = settings.get('vm.overcommit_memory');
    if (strict?.value !== '2') return;
    const limit = memory.get('CommitLimit');
    const asked = memory.get('Committed_AS');
    if (!limit || !asked) throw new ParseError('the kernel does not tell CommitLimit', strict.at);
    if (asked.kiB < limit.kiB * NEAR) return;
    report('near', {
      params: { asked: sizeText(asked.kiB), limit: sizeText(limit.kiB), percent: percentText(asked.kiB, limit.kiB) },
      evidence: [strict.at, asked.at, limit.at],
    });
  },
});
