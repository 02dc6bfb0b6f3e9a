import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet cannot measure the node and its pods. Eviction, and metrics with it, wait:
 *
 * ```
 * eviction manager: failed to get summary stats: failed to get node info: node "n1" not found        up to 1.20
 * "Eviction manager: failed to get summary stats" err="failed to get imageFs info: unable to find data in memory cache"
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /[Ee]viction manager: failed to get (?:get )?summary stats"?(?:: | err=")(?<error>.{1,300})/,
  anchor: ['viction manager: failed to get'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['docker/answers', 'docker/running', 'containerd/running', 'pleg/healthy'],
  log: said,
  captures: ['error'],
  // Every ten seconds: two minutes are longer than a start takes.
  atLeast: 12,
  withinMinutes: 5,

  messages: {
    en: {
      passed: 'The kubelet could measure the node and its pods',
      failed: 'The kubelet cannot measure the node and its pods',
      why: 'As long as this goes on the kubelet notices neither memory nor disks running full, and evicts nobody: the kernel kills instead. At a start it is said for some seconds.',
      fix: [
        'Look whether the runtime answers quickly: `time crictl stats`, with docker `time docker ps`.',
        'Restart the kubelet: `systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: 'The kubelet cannot measure, said {times}×, last at {last}: {error}',
        was: 'Until {last} the kubelet could not measure, said {times}×: {error}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能统计节点和 Pod 的资源用量',
      failed: 'kubelet 无法统计节点和 Pod 的资源用量',
      why: '在此期间 kubelet 无法发现内存或磁盘耗尽，也不会驱逐 Pod，只能由内核终止进程。刚启动的几秒内出现属于正常现象。',
      fix: [
        '检查运行时响应是否迅速：`time crictl stats`，docker 环境使用 `time docker ps`。',
        '重启 kubelet：`systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: 'kubelet 无法统计资源用量，共出现 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前 kubelet 无法统计资源用量，共出现 {times} 次：{error}',
      },
    },
  },
});
