import { logMatches } from '../../fact.js';
import { dockerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Containers that do not end although they were killed. Up to 19.03 with the id in the text, since 20.10 in a field:
 *
 * ```
 * Container 9a8b… failed to exit within 10 seconds of kill - trying direct SIGKILL
 * msg="Container failed to exit within 10s of kill - trying direct SIGKILL" container=9a8b… error="context deadline exceeded"
 * ```
 *
 * `of signal 15 - using the force` is no trouble: the program does not listen to SIGTERM.
 */
const said = logMatches({
  in: dockerLogs,
  pattern:
    /Container (?<id>[0-9a-f]{12,64})? ?failed to exit within \S{1,20}(?: seconds)? of kill - trying direct SIGKILL|container=(?<container>[0-9a-f]{12,64}).{0,200}failed to exit within 2m0s of kill/,
  anchor: ['trying direct SIGKILL', 'failed to exit within 2m0s of kill'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['disk/mounts-answer', 'disk/network-filesystems-answer', 'disk/no-io-errors', 'pleg/systemd-answers'],
  only: 'docker',
  log: said,
  atLeast: 3,

  messages: {
    en: {
      passed: 'Containers ended when docker killed them',
      failed: 'Containers do not end although docker kills them',
      why: 'A process of the container sleeps in the kernel, mostly on a disk or a network mount, or its shim is stuck. The pod stays in Terminating, and the kubelet waits for it.',
      fix: [
        'Find what it sleeps on: `ps -eo pid,stat,wchan:32,args | grep " D"`, and bring that disk or mount back.',
        'When nothing sleeps, the shim is stuck: `ps -ef | grep <container id>`, then `kill -9` its containerd-shim.',
        'A reboot interrupts every workload of the node: drain it first. If it stays: `reboot`.',
      ],
      findings: {
        said: 'Containers did not end when killed, {times}×, last at {last}.',
        was: 'Until {last} containers did not end when killed, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'docker 终止容器时容器能正常结束',
      failed: 'docker 强制终止后容器仍未结束',
      why: '容器中的进程在内核中休眠（通常在等待磁盘或网络挂载），或其 shim 卡住。Pod 会停留在 Terminating，kubelet 一直等待。',
      fix: [
        '查找其等待的对象：`ps -eo pid,stat,wchan:32,args | grep " D"`，并恢复对应的磁盘或挂载。',
        '若没有进程休眠，则为 shim 卡住：`ps -ef | grep <container id>`，然后对其 containerd-shim 执行 `kill -9`。',
        '重启节点会中断该节点上的所有业务，请先排空节点。若仍未恢复：`reboot`。',
      ],
      findings: {
        said: '强制终止后容器仍未结束，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前强制终止后容器仍未结束，共 {times} 次。',
      },
    },
  },
});
