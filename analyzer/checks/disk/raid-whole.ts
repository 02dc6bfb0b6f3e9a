import { defineCheck } from '../../check.js';
import { raidArrays } from '../../facts/storage/mdstat.js';

export default defineCheck({
  severity: 'critical',

  needs: { arrays: raidArrays },

  messages: {
    en: {
      passed: 'Arrays of disks are whole, or the node has none',
      failed: 'An array of disks has lost a disk',
      why: 'The array goes on with what is left. If another disk fails before the first is replaced, everything on it is lost; while it is mended, reading and writing is slow.',
      fix: [
        'See which disk it is: `cat /proc/mdstat`, `mdadm --detail /dev/{name}`.',
        'Replace it: `mdadm /dev/{name} --remove failed`, put in the new disk, `mdadm /dev/{name} --add /dev/DISK`.',
        'Watch it being mended: `cat /proc/mdstat`.',
      ],
      findings: {
        degraded: '{name} is {disks} (each `_` is a missing disk).',
        mending: '{name} is {disks} and is being mended: {progress}.',
      },
    },
    'zh-CN': {
      passed: '磁盘阵列完整，或节点没有阵列',
      failed: '磁盘阵列缺少磁盘',
      why: '阵列仍以剩余磁盘工作。更换之前若再有磁盘故障，其上的数据将全部丢失；重建期间读写会变慢。',
      fix: [
        '确认是哪块磁盘：`cat /proc/mdstat`，`mdadm --detail /dev/{name}`。',
        '更换：`mdadm /dev/{name} --remove failed`，插入新磁盘后 `mdadm /dev/{name} --add /dev/磁盘`。',
        '查看重建进度：`cat /proc/mdstat`。',
      ],
      findings: {
        degraded: '{name} 的状态为 {disks}（每个 `_` 表示缺少一块磁盘）。',
        mending: '{name} 的状态为 {disks}，正在重建：{progress}。',
      },
    },
  },

  run({ arrays }, report) {
    for (const { name, disks, mending, at } of arrays) {
      if (!disks?.includes('_')) continue;
      if (mending === undefined) report('degraded', { params: { name, disks }, evidence: [at] });
      else report('mending', { severity: 'warning', params: { name, disks, progress: mending }, evidence: [at] });
    }
  },
});
