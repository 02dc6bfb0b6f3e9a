import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * kernel/hung_task.c; newer kernels print the real time. It is said ten times at most since boot:
 *
 * ```
 * INFO: task dockerd:1234 blocked for more than 120 seconds.
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /INFO: task (?<what>.{1,40}:\d+ blocked for more than \d+ seconds)/,
  anchor: [' blocked for more than '],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'disk/no-io-errors',
    'disk/network-filesystems-answer',
    'disk/nvme-answers',
    'disk/links-steady',
    'disk/mounts-answer',
    'cpu/disk-waits-short',
    'cpu/not-waiting-for-disks',
    'disk/not-saturated',
  ],
  log: said,
  captures: ['what'],
  recentMinutes: 6 * 60,

  messages: {
    en: {
      passed: 'No task was stuck for minutes',
      failed: 'Tasks were stuck for minutes and could not even be killed',
      why: 'A task waited for more than 120 seconds in the kernel, mostly for a disk or a network filesystem that does not answer. When it is the runtime, the kubelet or a filesystem thread, containers do not start or end any more. The kernel says it ten times at most, so that silence later does not mean that it is over.',
      fix: [
        "See what they wait for: `ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'`, and what follows this line in `dmesg -T`.",
        'Look at the disks (`iostat -x 1 3`, `dmesg -T | grep -i "i/o error"`) and at network mounts (`mount -t nfs,nfs4,cifs`).',
        'Unmount what does not answer: `umount -l <mount point>`. Programs that use it lose access to their files.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '没有任务被阻塞数分钟',
      failed: '有任务被阻塞数分钟且无法终止',
      why: '某个任务在内核中等待超过 120 秒，多为等待不响应的磁盘或网络文件系统。若是运行时、kubelet 或文件系统线程，容器将无法启动或结束。内核启动后最多记录十次，因此之后没有记录并不表示已恢复。',
      fix: [
        "查看它们在等待什么：`ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'`，以及 `dmesg -T` 中该行之后的内容。",
        '检查磁盘（`iostat -x 1 3`、`dmesg -T | grep -i "i/o error"`）及网络挂载（`mount -t nfs,nfs4,cifs`）。',
        '卸载不响应的挂载：`umount -l <挂载点>`。使用它的程序将无法再访问其中的文件。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
