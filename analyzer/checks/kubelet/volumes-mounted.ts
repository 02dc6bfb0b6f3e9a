import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A pod waits for its volumes, and the kubelet has given up waiting, to begin anew:
 *
 * ```
 * Unable to attach or mount volumes for pod "web-0_default(…)": unmounted volumes=[data], unattached volumes=[data]: timed out waiting for the condition; skipping pod
 * "Unable to attach or mount volumes for pod; skipping pod" err="unmounted volumes=[data], …: timed out waiting for the condition" pod="default/web-0"
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /Unable to (?:attach or )?mount volumes for pod(?: \\?"(?<pod>[^"\\]{1,300})|.{0,600}? pod="(?<podName>[^"]{1,300})").{0,1200}/,
  anchor: ['Unable to attach or mount volumes for pod', 'Unable to mount volumes for pod'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['disk/network-filesystems-answer', 'disk/mounts-answer', 'disk/writable'],
  log: said,
  atLeast: 3,

  messages: {
    en: {
      passed: 'The kubelet could mount the volumes of its pods',
      failed: 'Pods of the node wait for their volumes',
      why: 'A volume cannot be attached or mounted: the storage does not answer, the volume is still attached to another node, a Secret or ConfigMap that is mounted does not exist, or a mount helper (`mount.nfs`) is not installed. The pod stays in ContainerCreating.',
      fix: [
        'Look at the events of a pod that waits: `kubectl describe pod <pod>`.',
        'Still attached elsewhere, after a node was lost: `kubectl get volumeattachments | grep <volume>`.',
        'NFS: `showmount -e <server>`, and whether `mount.nfs` is there.',
      ],
      findings: {
        said: 'Volumes could not be mounted, {times}×, last at {last}.',
        was: 'Until {last} volumes could not be mounted, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能挂载 Pod 的数据卷',
      failed: '节点上的 Pod 在等待数据卷',
      why: '数据卷无法附加或挂载：存储没有响应、卷仍附加在其他节点、所挂载的 Secret 或 ConfigMap 不存在，或缺少挂载工具（`mount.nfs`）。Pod 会停留在 ContainerCreating。',
      fix: [
        '查看等待中的 Pod 的事件：`kubectl describe pod <pod>`。',
        '节点失联后卷仍附加在原节点：`kubectl get volumeattachments | grep <volume>`。',
        'NFS：`showmount -e <server>`，并确认 `mount.nfs` 已安装。',
      ],
      findings: {
        said: '数据卷挂载失败，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前数据卷挂载失败，共 {times} 次。',
      },
    },
  },
});
