import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * An NVMe disk does not answer (drivers/nvme/host/pci.c):
 *
 * ```
 * nvme nvme0: I/O 123 QID 4 timeout, aborting
 * nvme nvme0: I/O tag 123 (107b) opcode 0x2 (I/O Cmd) QID 4 timeout, aborting req_op:READ(0) size:4096
 * nvme nvme0: controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0x10
 * nvme nvme0: Device not ready; aborting reset, CSTS=0x1
 * nvme nvme0: Removing after probe failure status: -19
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>nvme nvme\d+: (?:I\/O (?:tag )?\d+ .{0,60}timeout|controller is down; will reset|Device not ready; aborting|Removing after probe failure|Disabling device after reset failure).{0,100})/,
  anchor: [
    'timeout, aborting',
    'timeout, reset controller',
    'timeout, disable controller',
    'timeout, completion polled',
    'controller is down; will reset',
    'Device not ready; aborting',
    'Removing after probe failure',
    'Disabling device after reset failure',
  ],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The NVMe disks answer',
      failed: 'An NVMe disk does not answer',
      why: 'Commands to the disk ran into their time limit and its controller was reset or given up. Everything on it waits meanwhile; when the reset fails the disk is gone until the next start. Power saving of the link, firmware, temperature or the disk itself are the usual reasons; in the cloud a disturbed volume.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again.',
        'Look at the disk: `nvme list`, `nvme smart-log /dev/nvme0` (temperature, media errors, spare).',
        'Update its firmware. If it is healthy otherwise, boot with `nvme_core.default_ps_max_latency_us=0 pcie_aspm=off`, which keeps the link awake.',
        'In the cloud: raise `nvme_core.io_timeout` as the provider advises, and ask for events of the volume at that time.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'NVMe 磁盘响应正常',
      failed: 'NVMe 磁盘无响应',
      why: '发往该磁盘的命令超时，控制器被重置或被放弃。期间其上的所有操作都会等待；重置失败时，磁盘在下次启动前不可用。常见原因：链路节能、固件、温度或磁盘本身；云上则是云盘异常。',
      fix: [
        '先排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。',
        '查看磁盘：`nvme list`，`nvme smart-log /dev/nvme0`（温度、介质错误、备用空间）。',
        '升级固件。若磁盘其他方面正常，可用内核参数 `nvme_core.default_ps_max_latency_us=0 pcie_aspm=off` 启动，使链路不进入节能状态。',
        '云上：按云服务商建议调大 `nvme_core.io_timeout`，并查询当时该云盘的事件。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
