import { dockerPs } from '../../../bundle/specs/runtime.js';
import { defineCheck } from '../../check.js';
import { outcomeOf, ParseError } from '../../fact.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'docker/running',
    'containerd/running',
    'pleg/systemd-not-defective',
    'disk/filesystems-not-full',
    'disk/writable',
    'auditd/backlog-not-exceeded',
    'inodes/filesystems-not-out-of-inodes',
    'cpu/no-hung-tasks',
    'pleg/systemd-answers',
    'containerd/runc-starts',
    'memory/allocations-succeed',
    'disk/not-saturated',
  ],
  needs: { runtime: containerRuntime, asked: outcomeOf(dockerPs) },

  messages: {
    en: {
      passed: 'docker answers',
      failed: 'docker does not answer',
      why: 'systemd can show docker as `active (running)` while it answers nothing: it waits for containerd, for a stuck disk or network mount, or for itself. The kubelet then waits too, `PLEG is not healthy` appears, and the node turns `NotReady`.',
      fix: [
        'Restarting docker stops the containers of this node, unless `live-restore` is set; drain the node first if it still serves pods. Then `systemctl restart docker`.',
        'See whether it answers now: `systemctl status docker` and `timeout 15 docker ps`.',
        'If it still does not, read its log, `journalctl -u docker --since -1h`, and look for processes that wait for a disk: `ps -eo pid,stat,wchan:32,comm | grep " D"`.',
        'If docker cannot be restarted because processes are stuck in state D, only a reboot of the node helps. It stops all pods: drain the node first.',
      ],
      doesNotApply: 'This node does not use docker as its container runtime.',
      findings: {
        hangs: '`docker ps` did not answer within {seconds} seconds and was stopped.',
        refused: '`docker ps` cannot reach the docker service: {reason}',
        failed: '`docker ps` failed: {reason}',
      },
    },
    'zh-CN': {
      passed: 'docker 能够响应命令',
      failed: 'docker 无响应',
      why: 'systemd 可能显示 docker 为 `active (running)`，但它已不响应任何请求：可能在等待 containerd、卡住的磁盘或网络挂载，或发生了死锁。此时 kubelet 也会一起等待，出现 `PLEG is not healthy`，节点变为 `NotReady`。',
      fix: [
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）；若节点仍在承载业务，请先排空节点。然后执行 `systemctl restart docker`。',
        '确认是否恢复响应：`systemctl status docker` 和 `timeout 15 docker ps`。',
        '若仍无响应，请查看日志 `journalctl -u docker --since -1h`，并查找等待磁盘的进程：`ps -eo pid,stat,wchan:32,comm | grep " D"`。',
        '若因进程卡在 D 状态而无法重启 docker，只能重启节点。重启会停止所有 Pod，请先排空节点。',
      ],
      doesNotApply: '该节点的容器运行时不是 docker。',
      findings: {
        hangs: '`docker ps` 在 {seconds} 秒内没有响应，已被终止。',
        refused: '`docker ps` 无法连接 docker 服务：{reason}',
        failed: '`docker ps` 执行失败：{reason}',
      },
    },
  },

  applies: ({ runtime }) => runtime.name === 'docker',

  run({ asked: { outcome, at } }, report) {
    const reason = outcome.reason ?? '';
    if (outcome.outcome === 'ok' || outcome.outcome === 'truncated') return;
    if (outcome.outcome === 'timeout') {
      report('hangs', { params: { seconds: dockerPs.timeoutSeconds }, evidence: [at] });
      return;
    }
    // A collector that may not use the socket says nothing about docker.
    if (outcome.outcome !== 'failed' || /permission denied/i.test(reason)) {
      throw new ParseError(`docker ps: ${outcome.outcome}${reason === '' ? '' : ` (${reason})`}`, at);
    }
    const refused = /Cannot connect to the Docker daemon|connection refused|no such file or directory/i.test(reason);
    report(refused ? 'refused' : 'failed', {
      params: { reason: reason === '' ? `exit ${outcome.exitCode ?? '?'}` : reason },
      evidence: [at],
    });
  },
});
