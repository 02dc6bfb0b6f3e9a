import { df, dfInodes } from '../../../bundle/specs/disk.js';
import { defineCheck } from '../../check.js';
import { optional, outcomeOf, ParseError } from '../../fact.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: ['disk/network-filesystems-answer'],
  needs: { space: optional(outcomeOf(df)), inodes: optional(outcomeOf(dfInodes)) },

  messages: {
    en: {
      passed: 'Every mount of the node answered when it was asked how full it is',
      failed: 'A mount of the node hangs',
      why: 'Whoever touches the mount sleeps in the kernel until it answers, and cannot even be killed: `df`, the kubelet when it measures volumes, the runtime when it starts or stops a container with it. PLEG stands still and the node turns NotReady. Mostly it is an NFS server that is gone, or a disk that has failed.',
      fix: [
        'Find the mount: `cat /proc/mounts`, and processes that sleep on it: `ps -eo pid,stat,wchan:32,args | grep " D"`.',
        'Bring the server or the disk back. Then all goes on by itself.',
        'If it does not come back: `umount -l <mount>` frees the name, so that nobody new hangs; processes that already hang end with a forced unmount at best (`umount -f <mount>`).',
        'A reboot interrupts every workload of the node: drain it first. Only it removes what still hangs.',
      ],
      findings: {
        hangs: '`df` had no answer of a mount: {reason}',
        stuck:
          'Process {pid} hangs in the kernel ({where}) on {mount}, since the collector asked how full the mounts are.',
      },
    },
    'zh-CN': {
      passed: '查询使用率时，节点的各挂载点均有响应',
      failed: '节点上有挂载点卡住',
      why: '任何访问该挂载点的进程都会在内核中休眠直到其响应，且无法被终止：`df`、统计数据卷的 kubelet、启动或停止相关容器的运行时。PLEG 会停滞，节点变为 NotReady。原因通常是 NFS 服务端不可用或磁盘故障。',
      fix: [
        '查找该挂载点：`cat /proc/mounts`，以及在其上休眠的进程：`ps -eo pid,stat,wchan:32,args | grep " D"`。',
        '恢复服务端或磁盘，之后一切会自动恢复。',
        '若无法恢复：`umount -l <mount>` 可释放路径，避免新的进程卡住；已卡住的进程最多只能通过强制卸载结束（`umount -f <mount>`）。',
        '重启节点会中断该节点上的所有业务，请先排空节点。只有重启才能清除仍卡住的进程。',
      ],
      findings: {
        hangs: '`df` 未得到某个挂载点的响应：{reason}',
        stuck: '采集器查询挂载点使用率后，进程 {pid} 卡在内核中（{where}），所在挂载点为 {mount}。',
      },
    },
  },

  run({ space, inodes }, report) {
    const asked = [space, inodes].filter(one => one !== undefined);
    const told = asked.filter(({ outcome }) => ['ok', 'truncated', 'timeout', 'failed'].includes(outcome.outcome));
    if (told.length === 0) throw new ParseError('the bundle does not tell how the mounts answered');
    for (const { outcome, at } of told) {
      const { reason = '', stuck } = outcome;
      if (stuck) {
        const params = { pid: stuck.pid, where: stuck.wchan ?? '?', mount: stuck.mount ?? '?' };
        report('stuck', { params, evidence: [at] });
      } else if (outcome.outcome === 'timeout' || reason.includes('did not answer')) {
        report('hangs', { params: { reason }, evidence: [at] });
      } else continue;
      return;
    }
  },
});
