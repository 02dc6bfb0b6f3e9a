import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The path to a disk breaks and is made anew (drivers/ata/libata-eh.c, drivers/scsi):
 *
 * ```
 * ata1.00: exception Emask 0x0 SAct 0x7fff SErr 0x0 action 0x6 frozen
 * ata1.00: failed command: READ FPDMA QUEUED
 * ata1: hard resetting link
 * sd 0:0:0:0: rejecting I/O to offline device
 * sd 2:0:0:0: [sdb] tag#3 timing out command, waited 180s
 * sd 0:0:0:0: [sda] tag#0 FAILED Result: hostbyte=DID_NO_CONNECT driverbyte=DRIVER_OK cmd_age=0s
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:ata\d+(?:\.\d+)?: (?:exception Emask 0x\w+ .{0,60}frozen|failed command: \w+|SError: \{)|sd \d+:\d+:\d+:\d+: .{0,40}(?:rejecting I\/O to offline device|timing out command, waited|FAILED Result: hostbyte=(?!DID_OK driverbyte=DRIVER_OK)|Unrecovered read error)).{0,80})/,
  anchor: [
    'exception Emask',
    'failed command: ',
    'SError: {',
    'rejecting I/O to offline device',
    'timing out command, waited',
    'FAILED Result: hostbyte=',
    'Unrecovered read error',
  ],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The paths to the disks are steady',
      failed: 'The path to a disk breaks off',
      why: 'A command to a disk got no answer and the link had to be reset. Until it is back everything that reads or writes waits, so that runtimes and the kubelet stand still for seconds or minutes. Cable, controller, firmware or the disk itself fails; on a virtual machine it is the storage of the host.',
      fix: [
        'See which disk it is: `dmesg -T | grep -E "ata[0-9]|sd [0-9]"` and `ls -l /sys/block`.',
        'Ask the disk itself: `smartctl -a /dev/DISK`. Many `UDMA_CRC_Error_Count` point to the cable.',
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again. Replace cable or disk, and update the firmware of the controller.',
        'On a virtual machine or a cloud disk: ask whoever runs the storage what happened at that time.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '磁盘链路稳定',
      failed: '磁盘链路中断过',
      why: '发往磁盘的命令未得到响应，链路被重置。恢复之前所有读写都会等待，容器运行时和 kubelet 会停顿数秒到数分钟。原因是线缆、控制器、固件或磁盘本身；虚拟机上则是宿主机的存储。',
      fix: [
        '确认是哪块磁盘：`dmesg -T | grep -E "ata[0-9]|sd [0-9]"`，`ls -l /sys/block`。',
        '查看磁盘自检信息：`smartctl -a /dev/磁盘`。`UDMA_CRC_Error_Count` 较多时通常是线缆问题。',
        '先排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。然后更换线缆或磁盘，并升级控制器固件。',
        '虚拟机或云盘：请向存储管理方确认当时发生了什么。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
