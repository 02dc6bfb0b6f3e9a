import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { pressure } from '../../facts/load/pressure.js';
import { processorTime } from '../../facts/load/processor-time.js';
import { diskActivity } from '../../facts/storage/disk-activity.js';

/** The rule of ACK for node diagnosis: busy for more than 90 %, and more than 200 ms for each request. */
const BUSY_PERCENT = 90;
const SLOW_MS = 200;

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'disk/no-io-errors',
    'disk/links-steady',
    'disk/nvme-answers',
    'auditd/writes-little',
    'auditd/no-docker-watch',
    'memory/not-swapping',
  ],
  needs: { disks: optional(diskActivity), pressure: optional(pressure.io), time: optional(processorTime) },

  messages: {
    en: {
      passed: 'No disk is busy and slow at once',
      failed: 'A disk has no pause, and each request takes long',
      why: 'More is asked of the disk than it can do. Everything that writes waits: etcd and the datastore of k3s lose their leader, docker and containerd do not answer in time, PLEG stands still. The reason is a program that writes much, a limit of the cloud disk on requests or bytes, or a disk that is failing.',
      fix: [
        'Find who writes: `iotop -b -o -d 1 -n 3`, `pidstat -d 1 3`.',
        'Compare `iostat -xdk 1 3` with what the disk is sold for (requests and bytes a second); take a faster type, or spread the load.',
        'Give etcd, the datastore of k3s and the images disks of their own.',
        'See whether the disk fails: `dmesg -T | tail -50`, `smartctl -a /dev/DISK`.',
      ],
      findings: {
        saturated: '{device} was busy for {busy} % of the time, and a request took {wait} ms on the average.',
      },
    },
    'zh-CN': {
      passed: '没有磁盘处于繁忙且缓慢的状态',
      failed: '磁盘持续繁忙，且每个请求耗时很长',
      why: '对磁盘的请求超过了它的能力，所有写入都要等待：etcd 和 k3s 的数据存储会丢失 leader，docker 和 containerd 不能及时响应，PLEG 停滞。原因可能是某个程序写入量过大、云盘的 IOPS 或吞吐上限，或磁盘即将损坏。',
      fix: [
        '查找写入者：`iotop -b -o -d 1 -n 3`，`pidstat -d 1 3`。',
        '将 `iostat -xdk 1 3` 与磁盘的规格（IOPS 和吞吐）对照；更换更快的类型或分散负载。',
        '为 etcd、k3s 数据存储和镜像使用独立磁盘。',
        '检查磁盘是否故障：`dmesg -T | tail -50`，`smartctl -a /dev/磁盘`。',
      ],
      findings: {
        saturated: '{device} 有 {busy} % 的时间处于繁忙，平均每个请求耗时 {wait} 毫秒。',
      },
    },
  },

  run({ disks, pressure, time }, report) {
    // Without iostat the checks of the CPU section tell whether anything waits for disks.
    if (!disks && !pressure && !time) throw new ParseError('neither iostat, nor /proc/pressure/io, nor vmstat tells');
    for (const { device, busyPercent, waitMs, at } of disks ?? []) {
      if (busyPercent < BUSY_PERCENT || waitMs < SLOW_MS) continue;
      report('saturated', {
        params: { device, busy: Math.round(busyPercent), wait: Math.round(waitMs) },
        evidence: [at],
      });
    }
  },
});
