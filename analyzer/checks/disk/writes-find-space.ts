import { noSpaceLeft } from '../../facts/storage/no-space-log.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/no-disk-pressure',
    'inodes/no-inodes-pressure',
  ],
  log: noSpaceLeft,
  captures: ['what'],
  atLeast: 3,

  messages: {
    en: {
      passed: 'Kubelet and runtime had room for what they wrote',
      failed: 'Kubelet or runtime found no space left',
      why: 'The kernel says "no space left on device" when a filesystem has no space, when it has no inodes left, when all inotify watches are taken, or when no cgroup can be made any more. Containers cannot be started then.',
      fix: [
        'Look at space and inodes: `df -h`, `df -i`.',
        'When both are there and the line is about inotify: `sysctl fs.inotify.max_user_watches fs.inotify.max_user_instances`, and raise them.',
        'When the line is about `/sys/fs/cgroup`: too many cgroups are left over, `cat /proc/cgroups`; on an old kernel only a reboot frees them. A reboot interrupts every workload of the node: drain it first.',
      ],
      findings: {
        said: 'No space left, said {times}×, last at {last}: {what}',
        was: 'Until {last} there was no space left, said {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 和运行时写入时空间充足',
      failed: 'kubelet 或运行时写入时没有可用空间',
      why: '内核在以下情况都会报 "no space left on device"：文件系统空间用尽、inode 用尽、inotify watch 用尽，或无法再创建 cgroup。此时无法启动容器。',
      fix: [
        '查看空间与 inode：`df -h`、`df -i`。',
        '若两者充足且日志与 inotify 有关：`sysctl fs.inotify.max_user_watches fs.inotify.max_user_instances`，并调大。',
        '若日志与 `/sys/fs/cgroup` 有关：残留的 cgroup 过多（`cat /proc/cgroups`），旧内核只能通过重启释放。重启节点会中断该节点上的所有业务，请先排空节点。',
      ],
      findings: {
        said: '空间不足，共出现 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前空间不足，共出现 {times} 次：{what}',
      },
    },
  },
});
