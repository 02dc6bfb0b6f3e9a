import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The bus lost or damaged what a card sent (drivers/pci/pcie/aer.c):
 *
 * ```
 * pcieport 0000:00:1c.0: AER: Uncorrected (Fatal) error received: 0000:01:00.0
 * pcieport 0000:00:1c.0: AER: Uncorrectable (Non-Fatal) error message received from 0000:01:00.0
 * nvme 0000:01:00.0: PCIe Bus Error: severity=Uncorrected (Fatal), type=Transaction Layer
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:AER: (?:Multiple )?Uncorrect(?:ed|able) \((?:Non-)?Fatal\)|PCIe Bus Error: severity=Uncorrect(?:ed|able)).{0,140})/,
  anchor: ['AER: Uncorrect', 'AER: Multiple Uncorrect', 'PCIe Bus Error: severity=Uncorrect'],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The PCI bus reports no errors that it could not correct',
      failed: 'A card on the PCI bus reports errors',
      why: 'A network card, a disk or a graphics card gave wrong data or none. The device is reset, or the machine stops; its users see broken connections or I/O errors.',
      fix: [
        'See which device it is: `lspci -s ADDRESS`, with the address from the line.',
        'Drain the node, which moves its pods away, then reseat or replace the card and update its firmware: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`.',
        'On a virtual machine with a passed-through device: tell whoever runs the host.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'PCI 总线未报告不可纠正的错误',
      failed: 'PCI 总线上的设备报告错误',
      why: '网卡、磁盘或显卡返回了错误的数据或没有响应。设备会被重置，或整机停止；表现为网络中断或 IO 错误。',
      fix: [
        '确认是哪个设备：`lspci -s 地址`，地址见日志行。',
        '排空节点（其上的 Pod 会被迁走）后重新插拔或更换设备，并升级固件：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`。',
        '使用直通设备的虚拟机：请通知宿主机管理方。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
