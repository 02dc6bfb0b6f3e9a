import { defineCheck } from '../../check.js';
import { type KubeletThresholds, kubeletThresholds } from '../../facts/kubelet/kubelet-thresholds.js';
import { percentText, sizeText } from '../../facts/plain-text.js';
import { type Filesystem, filesystems, isRemote } from '../../facts/storage/filesystems.js';

/** The guide's alert, and where the kubelet begins to delete images by default. */
const NEARLY_FULL_PERCENT = 85;
/** Of filesystems that the kubelet does not guard. */
const OTHER_FULL_PERCENT = 95;

export default defineCheck({
  severity: 'critical',
  needs: { filesystems, thresholds: kubeletThresholds },

  messages: {
    en: {
      passed: 'All filesystems have enough space',
      failed: 'A filesystem is full or nearly full',
      why: 'Below its eviction limit the kubelet reports DiskPressure, refuses pods and evicts those that run. When nothing is left at all, databases, logs and the container runtime itself fail.',
      fix: [
        'Find what fills it: `du -xh --max-depth=2 <mount> | sort -h | tail -20`.',
        'Clean up files, old logs first: `journalctl --vacuum-size=500M`; with docker set `max-size` of `log-opts` in `/etc/docker/daemon.json`.',
        'Images that were loaded from files, as where no registry can be reached, do not come back once they are deleted: keep those files at hand. Then delete images that nothing uses: `crictl rmi --prune`, with docker `docker image prune -a`. Others are pulled again when they are needed.',
        'Limit `ephemeral-storage` of the pods, and prefer object storage to HostPath volumes.',
        'Enlarge the disk, or move pods to other nodes.',
      ],
      findings: {
        belowLimit:
          '{mount} ({device}) has {available} left ({percent} %), less than the limit {limit} of {signal}, from {from}.',
        nearLimit:
          '{mount} ({device}) is {used} % full: {available} left, {distance} above the limit {limit} of {signal}, from {from}.',
        nearlyFull: '{mount} ({device}) is {used} % full: {available} left. No limit of the kubelet guards it.',
      },
    },
    'zh-CN': {
      passed: '所有文件系统空间充足',
      failed: '文件系统已满或即将满',
      why: '低于驱逐阈值时，kubelet 会上报 DiskPressure、拒绝新的 Pod 并驱逐运行中的 Pod。空间完全用尽时，数据库、日志以及容器运行时自身都会出错。',
      fix: [
        '查找占用空间的内容：`du -xh --max-depth=2 <mount> | sort -h | tail -20`。',
        '清理文件，首先是旧日志：`journalctl --vacuum-size=500M`；docker 环境请在 `/etc/docker/daemon.json` 的 `log-opts` 中设置 `max-size`。',
        '离线环境中由文件导入的镜像删除后不会自动恢复，请先确认仍保留镜像文件。然后删除未被使用的镜像：`crictl rmi --prune`，docker 环境使用 `docker image prune -a`；其余镜像需要时会重新拉取。',
        '限制 Pod 的 `ephemeral-storage`，建议使用对象存储，尽量避免使用 HostPath 数据卷。',
        '为节点磁盘扩容，或将 Pod 迁移到其他节点。',
      ],
      findings: {
        belowLimit: '{mount}（{device}）剩余 {available}（{percent} %），低于 {signal} 的阈值 {limit}（来自 {from}）。',
        nearLimit:
          '{mount}（{device}）已使用 {used} %：剩余 {available}，距 {signal} 的阈值 {limit} 还有 {distance}（来自 {from}）。',
        nearlyFull: '{mount}（{device}）已使用 {used} %：剩余 {available}。kubelet 没有针对它的阈值。',
      },
    },
  },

  run({ filesystems: all, thresholds }, report) {
    for (const filesystem of all) {
      const { mount, device, available, size, usedPercent, roles, at } = filesystem;
      const limit = strictest(filesystem, thresholds);
      const place = { mount, device, available: sizeText(available) };
      const evidence = [at, ...(limit ? [thresholds.at] : [])];
      const limitParams = limit && { limit: limit.text, signal: limit.signal, from: thresholds.from };

      if (limit && limitParams && available < limit.kiB) {
        report('belowLimit', { evidence, params: { ...place, percent: percentText(available, size), ...limitParams } });
        continue;
      }
      const nearly = roles.includes('imagefs')
        ? Math.min(NEARLY_FULL_PERCENT, thresholds.imageGcHighPercent)
        : NEARLY_FULL_PERCENT;
      if (usedPercent < (roles.length > 0 ? nearly : OTHER_FULL_PERCENT)) continue;
      const params = { ...place, used: usedPercent };
      if (limit && limitParams) {
        const distance = sizeText(available - limit.kiB);
        report('nearLimit', { severity: 'warning', evidence, params: { ...params, distance, ...limitParams } });
      } else report('nearlyFull', { severity: isRemote(filesystem) ? 'info' : 'warning', evidence, params });
    }
  },
});

/** A filesystem that is both nodefs and imagefs is held to both limits: the first that is reached counts. */
function strictest({ size, roles }: Filesystem, { hard }: KubeletThresholds) {
  const limits = roles.flatMap(role => {
    const signal = `${role}.available` as const;
    const limit = hard[signal];
    if (!limit) return [];
    const kiB = limit.percent === undefined ? (limit.amount ?? 0) / 1024 : (size * limit.percent) / 100;
    return [{ signal, text: limit.text, kiB }];
  });
  return limits.sort((a, b) => b.kiB - a.kiB)[0];
}
