import { logMatches } from '../../fact.js';
import { dockerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The image store is damaged, mostly by a power cut while it was written:
 *
 * ```
 * returned error: readlink /var/lib/docker/overlay2/l: invalid argument
 * failed to register layer: rename /var/lib/docker/image/overlay2/layerdb/tmp/write-set-123 …: directory not empty
 * ```
 */
const said = logMatches({
  in: dockerLogs,
  pattern:
    /(?<what>readlink \/\S{1,200}\/overlay2\/l(?:\/\S{1,60})?: invalid argument|failed to register layer: rename \/\S{1,300}.{0,300}(?:directory not empty|file exists))/,
  anchor: ['overlay2/l', 'failed to register layer: rename'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['reboot/clean', 'disk/ext4-sound', 'disk/xfs-sound', 'disk/no-io-errors'],
  only: 'docker',
  log: said,
  captures: ['what'],
  recentMinutes: 1440,

  messages: {
    en: {
      passed: 'docker found no damage in its image store',
      failed: 'The image store of docker is damaged',
      why: 'Containers that need the damaged layer cannot be started, and the image can neither be used nor pulled again.',
      fix: [
        'Drain the node: what follows stops its containers.',
        '`systemctl stop docker docker.socket`, move `/var/lib/docker/overlay2` and `/var/lib/docker/image` aside, `systemctl start docker`. All images are pulled again; those that were loaded from files have to be loaded again: keep these files at hand.',
        'Look at the disk and at how the node went down: `dmesg -T | grep -iE "error|corrupt"`.',
      ],
      findings: {
        said: 'docker met damaged layers, {times}×, last at {last}: {what}',
        was: 'Until {last} docker met damaged layers, {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'docker 的镜像存储没有损坏的记录',
      failed: 'docker 的镜像存储已损坏',
      why: '依赖损坏镜像层的容器无法启动，对应镜像既无法使用，也无法重新拉取。',
      fix: [
        '先排空节点：以下操作会停止其上的容器。',
        '执行 `systemctl stop docker docker.socket`，将 `/var/lib/docker/overlay2` 与 `/var/lib/docker/image` 移走，再执行 `systemctl start docker`。所有镜像会重新拉取；由文件导入的镜像需要重新导入，请先确认仍保留镜像文件。',
        '检查磁盘及节点此前的关机方式：`dmesg -T | grep -iE "error|corrupt"`。',
      ],
      findings: {
        said: 'docker 遇到损坏的镜像层，共 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 docker 遇到损坏的镜像层，共 {times} 次：{what}',
      },
    },
  },
});
