import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Pods are gone, and folders of their volumes are left, mostly after a crash of the node:
 *
 * ```
 * Orphaned pod "0b1f…" found, but volume paths are still present on disk : There were a total of 3 errors similar to this. Turn up verbosity to see them.
 * orphaned pod "0b1f…" found, but failed to rmdir() volume at path /var/lib/kubelet/pods/…: directory not empty
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /[Oo]rphaned pod \\?"(?<uid>[0-9a-f-]{36})\\?" found, but (?<what>[^"]{1,200})/,
  anchor: ['rphaned pod '],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['reboot/clean'],
  log: said,
  captures: ['uid', 'what'],
  // Every two seconds: one pod more than a minute long.
  atLeast: 30,

  messages: {
    en: {
      passed: 'The kubelet has cleaned up after pods that are gone',
      failed: 'Volumes of pods that are gone are left over',
      why: 'The kubelet tries to remove them every two seconds, fails, and fills its log. The node works. It is more than that when the volume is a network mount that hangs: then whoever looks at it hangs, too.',
      fix: [
        'Look at what is left: `ls -lR /var/lib/kubelet/pods/{uid}/volumes`, and whether something is mounted there: `grep {uid} /proc/mounts`.',
        'When nothing is mounted there and the files are not needed: `rm -r /var/lib/kubelet/pods/{uid}`. Files that a pod wrote into a local volume are lost with it.',
        'When something is mounted there: `umount <path>` first.',
      ],
      findings: {
        said: 'Volumes of the pod {uid} are left over, said {times}×, last at {last}: {what}',
        was: 'Until {last} volumes of the pod {uid} were left over, said {times}×: {what}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 已清理不存在的 Pod 的数据卷',
      failed: '残留了已不存在的 Pod 的数据卷',
      why: 'kubelet 每两秒尝试清理一次但失败，日志会被刷屏；节点功能不受影响。若该数据卷是卡住的网络挂载，则任何访问它的进程也会卡住。',
      fix: [
        '查看残留内容：`ls -lR /var/lib/kubelet/pods/{uid}/volumes`，并确认是否仍有挂载：`grep {uid} /proc/mounts`。',
        '若没有挂载且文件不再需要：`rm -r /var/lib/kubelet/pods/{uid}`。Pod 写入本地数据卷的文件会一并丢失。',
        '若仍有挂载：先执行 `umount <path>`。',
      ],
      findings: {
        said: 'Pod {uid} 的数据卷残留，共出现 {times} 次，最近一次在 {last}：{what}',
        was: '在 {last} 之前 Pod {uid} 的数据卷残留，共出现 {times} 次：{what}',
      },
    },
  },
});
