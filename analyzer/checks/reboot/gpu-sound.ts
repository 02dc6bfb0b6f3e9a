import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A fault of an NVIDIA card by its number: 48, 63, 64, 74, 79, 92, 94, 95 and 119 come from the hardware, others mostly from programs.
 *
 * ```
 * NVRM: Xid (PCI:0000:00:07): 79, pid=1234, GPU has fallen off the bus.
 * NVRM: Xid (PCI:0000:00:07): 48, Double Bit ECC Error
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?<what>NVRM: Xid \(PCI:[0-9a-fA-F:.]+\): (?:48|63|64|74|79|92|94|95|119), .{0,140})/,
  anchor: 'NVRM: Xid ',
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The GPUs report no faults of their hardware',
      failed: 'A GPU reports a fault of its hardware',
      why: 'The card has bad memory, lost its link, or has fallen off the bus. Programs that use it break off, and new ones cannot start until it is reset or replaced.',
      fix: [
        'Look at the card: `nvidia-smi -q` (ECC errors, retired pages, temperature).',
        'Drain the node, which moves its pods away, then reset the card (`nvidia-smi --gpu-reset -i INDEX`) or reboot: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`.',
        'If it comes back: replace the card.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'GPU 未报告硬件故障',
      failed: 'GPU 报告硬件故障',
      why: '显卡显存损坏、链路中断或从总线掉卡。使用它的程序会中断，重置或更换之前新的任务也无法启动。',
      fix: [
        '查看显卡：`nvidia-smi -q`（ECC 错误、退役页、温度）。',
        '排空节点（其上的 Pod 会被迁走）后重置显卡（`nvidia-smi --gpu-reset -i 编号`）或重启：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`。',
        '若再次出现：更换显卡。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
