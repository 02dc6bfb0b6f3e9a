import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { podOfProcess } from '../../facts/load/process-pods.js';
import { processes } from '../../facts/load/processes.js';

const MANY = 5;
const VERY_MANY = 20;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['cpu/no-hung-tasks', 'disk/no-io-errors', 'disk/mounts-answer'],
  needs: { processes, podOf: optional(podOfProcess) },

  messages: {
    en: {
      passed: 'No crowd of processes waits for disks',
      failed: 'Many processes wait and cannot be killed (state D)',
      why: 'They wait in the kernel for a disk, a network mount or a lock, and nothing ends them but that it answers. The load grows with each, and what they belong to hangs.',
      fix: [
        "See what they wait for: `ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'`; `rpc_…` and `nfs_…` are network mounts.",
        'Look at the disks, `iostat -x 1 3` and `dmesg -T | tail`, and at network mounts, `mount -t nfs,nfs4,cifs`.',
        'Unmount what does not answer: `umount -l <mount point>`. Programs that use it lose access to their files.',
        'A reboot interrupts every workload of the node: drain it first, and only reboot when nothing else helps.',
      ],
      findings: { many: '{count} processes: {list}' },
    },
    'zh-CN': {
      passed: '没有大量进程在等待磁盘',
      failed: '大量进程处于无法终止的等待（D 状态）',
      why: '这些进程在内核中等待磁盘、网络挂载或锁，只有对方响应才会结束。每个都会推高负载，其所属的程序会挂起。',
      fix: [
        "查看它们在等待什么：`ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'`；`rpc_…` 与 `nfs_…` 为网络挂载。",
        '检查磁盘（`iostat -x 1 3`、`dmesg -T | tail`）及网络挂载（`mount -t nfs,nfs4,cifs`）。',
        '卸载不响应的挂载：`umount -l <挂载点>`。使用它的程序将无法再访问其中的文件。',
        '重启节点会中断该节点上的所有业务，请先排空节点，且仅在其他方法无效时重启。',
      ],
      findings: { many: '{count} 个进程：{list}' },
    },
  },

  run({ processes: all, podOf }, report) {
    const blocked = all.filter(({ state }) => state.startsWith('D'));
    if (blocked.length < MANY) return;
    const shown = blocked.slice(0, MANY);
    report('many', {
      severity: blocked.length >= VERY_MANY ? 'critical' : 'warning',
      params: {
        count: blocked.length,
        list: shown
          .map(({ command, pid, waitsFor }) => `${command} (${podOf?.(pid) ?? pid}) ${waitsFor ?? ''}`.trim())
          .join(', '),
      },
      evidence: shown.map(({ at }) => at),
    });
  },
});
