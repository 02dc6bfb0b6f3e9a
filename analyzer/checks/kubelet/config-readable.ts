import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The configuration file of the kubelet is missing or cannot be understood:
 *
 * ```
 * failed to load Kubelet config file /var/lib/kubelet/config.yaml, error failed to read kubelet config file …: open …: no such file or directory
 * "command failed" err="failed to load kubelet config file, path: /var/lib/kubelet/config.yaml, error: … strict decoding error: unknown field \"foo\""
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /failed to load [Kk]ubelet config file,?(?: path:)? ?(?<path>\/[^ ,]{1,200}), error:? (?<error>.{1,500})/,
  anchor: ['ailed to load Kubelet config file', 'ailed to load kubelet config file'],
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['disk/writable'],
  log: said,
  captures: ['path', 'error'],

  messages: {
    en: {
      passed: 'The kubelet could read its configuration',
      failed: 'The kubelet cannot read its configuration',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. Either the file is not there, which is so on a machine where kubeadm has installed the kubelet but the node has never joined, or a line of it is wrong.',
      fix: [
        'Look at the file and at what the error says of it: `cat /var/lib/kubelet/config.yaml`.',
        'The file is missing: the node has not joined yet (`kubeadm join …`), or restore it from a node of the same kind.',
        'Then restart it: `systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: 'The kubelet cannot read {path}, said {times}×, last at {last}: {error}',
        was: 'Until {last} the kubelet could not read {path}, said {times}×: {error}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能读取其配置文件',
      failed: 'kubelet 无法读取其配置文件',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。可能是文件不存在（kubeadm 已安装 kubelet 但节点从未加入集群时属于正常现象），也可能是其中某一行有误。',
      fix: [
        '根据错误信息检查该文件：`cat /var/lib/kubelet/config.yaml`。',
        '若文件不存在：节点尚未加入集群（`kubeadm join …`），或从同类节点恢复该文件。',
        '然后重启：`systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: 'kubelet 无法读取 {path}，共出现 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前 kubelet 无法读取 {path}，共出现 {times} 次：{error}',
      },
    },
  },
});
