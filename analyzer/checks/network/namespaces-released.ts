import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kernel waits for a network device that nobody gives back (net/core/dev.c): a defect of kernels 3.10 to 4.x, and of some later ones.
 *
 * ```
 * unregister_netdevice: waiting for lo to become free. Usage count = 1
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /(?<what>unregister_netdevice: waiting for \S{1,20} to become free\. Usage count = \d+)/,
  anchor: 'unregister_netdevice: waiting for',
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  // Node problem detector takes three in 20 minutes for trouble; one passes.
  atLeast: 3,
  withinMinutes: 20,
  messages: {
    en: {
      passed: 'The kernel gives network namespaces back',
      failed: 'The kernel cannot give a network namespace back',
      why: 'A count inside the kernel is wrong, and the lock that setting up and taking down pods needs is held meanwhile. Docker hangs, PLEG turns unhealthy, pods stay in `Terminating`. It does not heal by itself.',
      fix: [
        'A reboot interrupts every workload of the node: drain it first, `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`, then `reboot`. Nothing else frees the device.',
        'Update the kernel: most cases were mended in 4.x and 5.x.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '内核能正常释放网络命名空间',
      failed: '内核无法释放网络命名空间',
      why: '内核中的引用计数有误，创建和删除 Pod 所需的锁被一直占用：docker 卡住，PLEG 异常，Pod 停在 `Terminating`，且不会自行恢复。',
      fix: [
        '重启会中断该节点上的所有业务：请先排空节点 `kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，然后 `reboot`。没有其他办法释放该设备。',
        '升级内核：多数问题已在 4.x 和 5.x 中修复。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
