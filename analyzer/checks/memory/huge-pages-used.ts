import { defineCheck } from '../../check.js';
import { hugePages } from '../../facts/load/huge-pages.js';
import { percentText, sizeText } from '../../facts/plain-text.js';

const MUCH = 0.25;

export default defineCheck({
  severity: 'warning',
  needs: { pages: hugePages },

  messages: {
    en: {
      passed: 'Memory that is set aside as huge pages is in use',
      failed: 'Much memory is set aside as huge pages, and nobody uses it',
      why: 'Huge pages are taken out of the memory at once, and only programs that ask for them get any. What is left is all that pods without them have.',
      fix: [
        'See who asks for them: `grep Huge /proc/meminfo`, `kubectl describe node <node-name> | grep hugepages`.',
        'Give back what is not needed: `sysctl -w vm.nr_hugepages=<number>`, and in `/etc/sysctl.d`; then restart the kubelet, which leaves containers running.',
      ],
      findings: { idle: '{idle} of {total} are huge pages that nobody uses ({percent} %).' },
    },
    'zh-CN': {
      passed: '预留为大页的内存正在使用',
      failed: '大量内存被预留为大页但没有程序使用',
      why: '大页会立即从可用内存中划出，只有申请大页的程序才能使用，其余 Pod 只能使用剩下的部分。',
      fix: [
        '查看使用者：`grep Huge /proc/meminfo`、`kubectl describe node <node-name> | grep hugepages`。',
        '释放不需要的部分：`sysctl -w vm.nr_hugepages=<数值>`，并写入 `/etc/sysctl.d`；然后重启 kubelet，重启不影响运行中的容器。',
      ],
      findings: { idle: '共 {total}，其中 {idle} 为未使用的大页（{percent} %）。' },
    },
  },

  run({ pages }, report) {
    const { freeKiB, totalKiB } = pages;
    if (freeKiB < totalKiB * MUCH) return;
    report('idle', {
      params: { idle: sizeText(freeKiB), total: sizeText(totalKiB), percent: percentText(freeKiB, totalKiB) },
      evidence: pages.at,
    });
  },
});
