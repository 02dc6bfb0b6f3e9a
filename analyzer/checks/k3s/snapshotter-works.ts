import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The filesystem below the images cannot carry overlayfs (xfs with ftype=0, NFS, an overlay itself):
 *
 * ```
 * level=fatal msg="\"overlayfs\" snapshotter cannot be enabled for \"/var/lib/rancher/k3s/agent/containerd\", try using \"fuse-overlayfs\" or \"native\": failed to mount overlay: …"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern: /snapshotter cannot be enabled for \\?"(?<folder>\/[^"\\]{1,200})/,
  anchor: 'snapshotter cannot be enabled for',
});

export default defineLogCheck({
  severity: 'critical',
  only: 'k3s',
  log: said,
  captures: ['folder'],

  messages: {
    en: {
      passed: 'The filesystem of k3s carries its snapshotter',
      failed: 'The filesystem of k3s does not carry its snapshotter',
      why: 'k3s tries overlayfs when it starts, and ends when it cannot be mounted there.',
      fix: [
        'See what the folder lies on: `df -T {folder}`; for xfs `xfs_info <mount> | grep ftype`.',
        'Move the data of k3s to a filesystem that fits (`data-dir`), or set `snapshotter: native` in `/etc/rancher/k3s/config.yaml`, which is slow and takes more space.',
      ],
      findings: {
        said: 'overlayfs does not work below {folder}, said {times}×, last at {last}.',
        was: 'Until {last} overlayfs did not work below {folder}, said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'k3s 所在文件系统支持其 snapshotter',
      failed: 'k3s 所在文件系统不支持其 snapshotter',
      why: 'k3s 启动时会尝试 overlayfs，若无法挂载则退出。',
      fix: [
        '查看该目录所在的文件系统：`df -T {folder}`；xfs 执行 `xfs_info <mount> | grep ftype`。',
        '将 k3s 数据迁移到合适的文件系统（`data-dir`），或在 `/etc/rancher/k3s/config.yaml` 中设置 `snapshotter: native`，但速度较慢且占用更多空间。',
      ],
      findings: {
        said: '{folder} 下无法使用 overlayfs，共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 {folder} 下无法使用 overlayfs，共出现 {times} 次。',
      },
    },
  },
});
