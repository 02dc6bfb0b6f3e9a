import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kubelet cleans up every two seconds, and it took more than ten:
 *
 * ```
 * "Housekeeping took longer than 15s" err="housekeeping took too long" seconds=21.5                1.25
 * "Housekeeping took longer than expected" err="housekeeping took too long" expected="1s" actual="12.1s"
 * ```
 *
 * Since 1.31 it is said from one second on, which a mild load causes: that is not meant.
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /Housekeeping took longer than (?:15s|expected).{0,120}? (?:seconds=|actual=")(?<took>(?:\d{2,6}(?:\.\d{1,12})?|\d{1,3}m[\d.]{1,12})s?)/,
  anchor: 'Housekeeping took longer than',
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['pleg/healthy', 'docker/answers', 'disk/not-saturated'],
  log: said,
  captures: ['took'],
  atLeast: 3,

  messages: {
    en: {
      passed: 'The kubelet was quick with its housekeeping',
      failed: 'The kubelet is very slow with its housekeeping',
      why: 'Housekeeping looks at every pod and its folders. That it takes so long means that the CPU or the disk of the node is overloaded, or that the runtime answers slowly; PLEG and probes are late then, too.',
      fix: [
        'Look at CPU and disks: `top -b -n 1 | head -20`, `iostat -xdk 1 3`.',
        'Look at how many pods and containers the node has: `crictl ps -a | wc -l`; remove those that are done, or move some away.',
      ],
      findings: {
        said: 'Housekeeping took {took} s, too slow {times}×, last at {last}.',
        was: 'Until {last} housekeeping was too slow, {times}×, at last {took} s.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 的清理任务耗时正常',
      failed: 'kubelet 的清理任务耗时过长',
      why: '清理任务会遍历所有 Pod 及其目录。耗时过长说明节点的 CPU 或磁盘过载，或运行时响应缓慢；PLEG 与探针也会因此延迟。',
      fix: [
        '查看 CPU 与磁盘：`top -b -n 1 | head -20`、`iostat -xdk 1 3`。',
        '查看节点上的容器数量：`crictl ps -a | wc -l`；清理已结束的容器，或迁走部分 Pod。',
      ],
      findings: {
        said: '清理任务耗时 {took} 秒，过慢共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前清理任务过慢，共 {times} 次，最后一次耗时 {took} 秒。',
      },
    },
  },
});
