import { defineCheck, seenIn } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { imageGcTooLittle } from '../../facts/kubelet/image-gc-log.js';
import { sizeText, timeText } from '../../facts/plain-text.js';
import { faded, recencyOf } from '../../recency.js';

/** The kubelet tries every five minutes: when it has been quiet for so long there is space again. */
const RECENT_MINUTES = 30;

export default defineCheck({
  severity: 'critical',
  explainedBy: ['disk/filesystems-not-full'],
  needs: { log: imageGcTooLittle, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'Deleting images frees enough space, or was never needed',
      failed: 'Deleting images does not free enough space',
      why: 'The filesystem of the images is fuller than the kubelet allows (85 % by default), and after deleting all unused images it still is. The space is taken by something else: logs, HostPath volumes, emptyDir volumes, other data on the same filesystem.',
      fix: [
        'Find what fills the filesystem: `du -xh --max-depth=2 /var/lib | sort -h | tail -20`.',
        'Clean up files that are not images: old logs (`journalctl --vacuum-size=500M`), logs of containers, data of HostPath volumes.',
        'Limit `ephemeral-storage` of the pods, and prefer object storage to HostPath volumes.',
        'Enlarge the disk, or give the images one of their own.',
      ],
      findings: {
        tooLittle: 'The kubelet wanted to free {wanted} of images and could free {freed} only; last at {last}.',
        was: 'Until {last} the kubelet wanted to free {wanted} of images and could free {freed} only. It has not said so since.',
      },
    },
    'zh-CN': {
      passed: '镜像回收能释放足够空间，或未曾需要回收',
      failed: '镜像回收无法释放足够空间',
      why: '镜像所在文件系统的使用率超过 kubelet 允许的上限（默认 85 %），删除全部未使用的镜像后仍未降下来。说明空间被其他内容占用：日志、HostPath 数据卷、emptyDir 数据卷或同一文件系统上的其他数据。',
      fix: [
        '查找占用空间的内容：`du -xh --max-depth=2 /var/lib | sort -h | tail -20`。',
        '清理镜像以外的文件：旧日志（`journalctl --vacuum-size=500M`）、容器日志、HostPath 数据卷中的数据。',
        '限制 Pod 的 `ephemeral-storage`，建议使用对象存储，尽量避免使用 HostPath 数据卷。',
        '为磁盘扩容，或将镜像放到独立的磁盘上。',
      ],
      findings: {
        tooLittle: 'kubelet 需要释放 {wanted}，但只能释放 {freed}；最近一次出现于 {last}。',
        was: '在 {last} 之前，kubelet 需要释放 {wanted}，但只能释放 {freed}；此后未再出现。',
      },
    },
  },

  run({ log, now }, report) {
    const { first, last } = log;
    if (!last) return;
    const time = last.at.time;
    const recency = recencyOf(time, now, RECENT_MINUTES);
    const size = (name: string) => sizeText(Number(last.captures[name] ?? 0) / 1024);
    report(recency === 'now' ? 'tooLittle' : 'was', {
      severity: faded('critical', recency),
      params: { wanted: size('wanted'), freed: size('freed'), last: timeText(time) },
      evidence: [...new Set([first?.at, last.at])],
      seen: seenIn(log),
    });
  },
});
