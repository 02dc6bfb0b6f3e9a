import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { isRancher } from '../../facts/load/is-rancher.js';
import { swapRefused } from '../../facts/load/swap-refused.js';
import { swapsInUse } from '../../facts/load/swaps.js';
import { sizeText } from '../../facts/plain-text.js';

export default defineCheck({
  severity: 'warning',
  needs: { swaps: swapsInUse, rancher: isRancher, refused: optional(swapRefused) },

  messages: {
    en: {
      passed: 'The node has no swap',
      failed: 'The node has swap under its kubelet',
      why: 'Unless told otherwise (`failSwapOn: false`) the kubelet does not start on a node with swap: at the next restart of the kubelet or the node it stays down. Limits of pods mean little with swap, and what is put away is slow.',
      fix: [
        'Switch it off: `swapoff -a`. What lies in swap moves into memory: make sure that there is enough, `free -m`.',
        'Comment the line of type `swap` in `/etc/fstab`, or it is back after a reboot; look for zram, too: `systemctl list-units --type=swap`.',
        'On purpose: set `failSwapOn: false` and `memorySwap.swapBehavior` in `/var/lib/kubelet/config.yaml`.',
      ],
      doesNotApply: 'The kubelet of this node may run with swap: `failSwapOn: false`, or k3s or RKE2, which set it.',
      findings: { on: '{device}: {used} of {size} used.' },
    },
    'zh-CN': {
      passed: '节点未启用 swap',
      failed: '节点启用了 swap',
      why: '除非设置 `failSwapOn: false`，kubelet 不会在启用 swap 的节点上启动：下次重启 kubelet 或节点后将无法恢复。启用 swap 时 Pod 的内存限制失去意义，被换出的内存访问缓慢。',
      fix: [
        '关闭 swap：`swapoff -a`。swap 中的内容会移回内存，请先用 `free -m` 确认内存充足。',
        '注释 `/etc/fstab` 中类型为 `swap` 的行，否则重启后会恢复；同时检查 zram：`systemctl list-units --type=swap`。',
        '若是有意启用：在 `/var/lib/kubelet/config.yaml` 中设置 `failSwapOn: false` 与 `memorySwap.swapBehavior`。',
      ],
      doesNotApply: '该节点的 kubelet 允许启用 swap：设置了 `failSwapOn: false`，或由 k3s、RKE2 默认设置。',
      findings: { on: '{device}：共 {size}，已用 {used}。' },
    },
  },

  applies: ({ rancher, refused }) => !rancher && refused !== false,

  run({ swaps }, report) {
    for (const { device, sizeKiB, usedKiB, at } of swaps) {
      report('on', {
        severity: usedKiB > 0 ? 'warning' : 'info',
        params: { device, used: sizeText(usedKiB), size: sizeText(sizeKiB) },
        evidence: [at],
      });
    }
  },
});
