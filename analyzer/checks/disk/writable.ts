import { defineCheck } from '../../check.js';
import { deriveFact, type Evidence, type LogMatches, logMatches, optional } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { type Mount, mounts } from '../../facts/storage/mounts.js';

/** `EXT4-fs (sda1): Remounting filesystem read-only`, `XFS (dm-0): Corruption of in-memory data detected.  Shutting down filesystem`. */
const kernelWords = deriveFact({
  name: 'what the kernel said of filesystems that it gave up',
  needs: {
    lines: logMatches({
      in: kernelLogs,
      pattern:
        /(?:EXT4-fs|XFS|BTRFS)[^\n]{0,300}(?:Remounting filesystem read-only|hutting down filesystem|forced readonly)/,
      anchor: ['Remounting filesystem read-only', 'hutting down filesystem', 'forced readonly'],
    }),
  },
  derive: ({ lines }) => lines,
});

/** What cannot work without writing. `/` may well be read-only, as on CoreOS and Bottlerocket. */
const DIRECTORIES = [
  '/var/lib/kubelet',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/rancher',
  '/var/log',
  '/etc/kubernetes',
];

export default defineCheck({
  severity: 'critical',
  explainedBy: ['disk/no-io-errors', 'disk/ext4-sound', 'disk/xfs-sound', 'disk/nvme-answers', 'disk/links-steady'],
  needs: { mounts, kernel: optional(kernelWords) },

  messages: {
    en: {
      passed: 'The filesystems that the node needs can be written',
      failed: 'A filesystem that the node needs is read-only',
      why: 'The kernel makes a filesystem read-only when it finds it damaged, mostly after errors of the disk below. The kubelet, the container runtime and the pods cannot write any more, and the node turns NotReady.',
      fix: [
        'Look at what the kernel says of the disk: `dmesg -T | grep -iE "ext4|xfs|i/o error|nvme|ata[0-9]"`.',
        'A repair interrupts every workload of the node: drain it first, then boot a rescue system and run `fsck -f <device>` (ext4) or `xfs_repair <device>` (xfs).',
        'If the disk reports errors, replace it: a repaired filesystem on it will break again.',
      ],
      findings: { readOnly: '{path} ({device}, {type}) is read-only, and {needed} is on it.' },
    },
    'zh-CN': {
      passed: '节点所需的文件系统均可写',
      failed: '节点所需的文件系统为只读',
      why: '内核发现文件系统损坏时会将其变为只读，通常是因为底层磁盘出错。此后 kubelet、容器运行时及 Pod 都无法写入，节点会变为 NotReady。',
      fix: [
        '查看内核关于该磁盘的日志：`dmesg -T | grep -iE "ext4|xfs|i/o error|nvme|ata[0-9]"`。',
        '修复会中断该节点上的所有业务，请先排空节点，再进入救援系统执行 `fsck -f <device>`（ext4）或 `xfs_repair <device>`（xfs）。',
        '若磁盘本身报错，请更换磁盘，否则修复后仍会再次损坏。',
      ],
      findings: { readOnly: '{path}（{device}，{type}）为只读，而 {needed} 位于其上。' },
    },
  },

  run({ mounts: all, kernel }, report) {
    const told = new Set<Mount>();
    for (const needed of DIRECTORIES) {
      const mount = holding(all, needed);
      // The root of an image that is meant to be read-only has its writable parts mounted over it.
      if (!mount?.readOnly || told.has(mount) || /^(overlay|squashfs|erofs|tmpfs)$/.test(mount.type)) continue;
      told.add(mount);
      report('readOnly', {
        params: { path: mount.path, device: mount.device, type: mount.type, needed },
        evidence: [mount.at, wordsAbout(mount, kernel)],
      });
    }
  },
});

/** The last line about its device, which the kernel names `(sda1)`, `(device sda1)`, and any volume of LVM `(dm-0)`. */
function wordsAbout({ device }: Mount, kernel: LogMatches | undefined): Evidence | undefined {
  const name = device.startsWith('/dev/mapper/') ? 'dm-' : device.slice(device.lastIndexOf('/') + 1);
  const about = kernel?.samples.findLast(
    ({ at }) => at.text.includes(`(${name}`) || at.text.includes(`(device ${name}`),
  );
  return about?.at;
}

/** The mount with the longest path above; of several at the same place the last one covers the others. */
function holding(all: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of all) {
    const above = mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`);
    if (above && (!best || mount.path.length >= best.path.length)) best = mount;
  }
  return best;
}
