import { evictionStuck } from '../../facts/kubelet/eviction-log.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'disk/filesystems-not-full',
    'disk/image-gc-frees-enough',
    'inodes/filesystems-not-out-of-inodes',
    'memory/enough-available',
  ],
  log: evictionStuck,
  captures: ['what'],
  // It looks every ten seconds: once or twice is a pod that ended meanwhile.
  atLeast: 3,

  messages: {
    en: {
      passed: 'The log of the kubelet knows of no eviction that came to nothing',
      failed: 'The kubelet wants to evict pods and cannot',
      why: 'The node is below an eviction threshold, and no pod is left that may be evicted, or those that were do not end. The pressure stays, and so does the taint that keeps new pods away: what takes the space or memory is not a pod.',
      fix: [
        'Find what takes it outside of pods. Disk: `du -xh --max-depth=2 /var | sort -h | tail -20`; memory: `ps -eo rss,pid,comm --sort=-rss | head`.',
        'Pods that do not end: `kubectl get pods -A --field-selector spec.nodeName=<node-name> | grep Terminating`, then look at their volumes and at the runtime.',
      ],
      findings: {
        said: 'The kubelet could not evict, {times}×, last at {last}: {what}',
        was: 'Until {last} the kubelet could not evict, {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 日志中没有驱逐无效的记录',
      failed: 'kubelet 需要驱逐 Pod 但无法执行',
      why: '节点低于驱逐阈值，但已没有可驱逐的 Pod，或被驱逐的 Pod 无法结束。资源压力以及阻止新 Pod 调度的污点会一直存在：占用空间或内存的不是 Pod。',
      fix: [
        '查找 Pod 以外的占用。磁盘：`du -xh --max-depth=2 /var | sort -h | tail -20`；内存：`ps -eo rss,pid,comm --sort=-rss | head`。',
        '无法结束的 Pod：`kubectl get pods -A --field-selector spec.nodeName=<node-name> | grep Terminating`，然后检查其数据卷及运行时。',
      ],
      findings: {
        said: 'kubelet 无法驱逐 Pod，共 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 kubelet 无法驱逐 Pod，共 {times} 次：{what}',
      },
    },
  },
});
