import { defineCheck, seenIn } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { lastUnless, plainMessage } from '../../facts/logs/log-order.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import { dockerStarted, dockerStartFailures } from '../../facts/runtime/docker-starts.js';
import { isRunning } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'docker/config-valid',
    'containerd/running',
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/writable',
    'disk/writes-find-space',
  ],
  needs: {
    runtime: containerRuntime,
    failures: optional(dockerStartFailures),
    started: optional(dockerStarted),
    units: optional(unitStates),
  },

  messages: {
    en: {
      passed: 'The last start of docker did not fail',
      failed: 'docker fails to start',
      why: 'dockerd ended during its start and said why. Until that is put right no restart helps.',
      fix: [
        'Correct what docker names. For `/etc/docker/daemon.json`: it has to be strict JSON, without comments, and may not set what is also given as a flag. For `pid file found` or `metadata database: timeout`: another dockerd is still alive, see `pgrep -a dockerd`. For `graphdriver` and `no space left on device`: look at the disk of `/var/lib/docker`.',
        'Start it: `systemctl reset-failed docker; systemctl restart docker`, then `systemctl status docker`.',
        'If it still ends, read its log: `journalctl -u docker --since -1h`.',
      ],
      doesNotApply: 'This node does not use docker as its container runtime.',
      findings: { failedToStart: 'docker did not start: {cause}' },
    },
    'zh-CN': {
      passed: 'docker 最近一次启动没有失败',
      failed: 'docker 启动失败',
      why: 'dockerd 在启动过程中退出，并在日志中给出了原因。在修正之前，重启无济于事。',
      fix: [
        '按日志提示修正。涉及 `/etc/docker/daemon.json` 时：必须是严格的 JSON，不能有注释，也不能与启动参数重复设置。出现 `pid file found` 或 `metadata database: timeout` 时：仍有另一个 dockerd 进程存活，请用 `pgrep -a dockerd` 查看。出现 `graphdriver` 或 `no space left on device` 时：请检查 `/var/lib/docker` 所在磁盘。',
        '启动 docker：`systemctl reset-failed docker; systemctl restart docker`，然后 `systemctl status docker`。',
        '若仍然退出，请查看日志：`journalctl -u docker --since -1h`。',
      ],
      doesNotApply: '该节点的容器运行时不是 docker。',
      findings: { failedToStart: 'docker 启动失败：{cause}' },
    },
  },

  applies: ({ runtime }) => runtime.name === 'docker',

  run({ failures, started, units }, report) {
    if (!failures) throw new ParseError('the log of docker is not in the bundle');
    const last = lastUnless(failures, started);
    if (!last) return;
    // The line of a later start may be lost: journald drops lines, and bundles are cut.
    const docker = units?.find('docker');
    const time = last.at.time;
    if (docker && isRunning(docker) && time !== undefined && (docker.activeSince ?? 0) > time) return;

    report('failedToStart', {
      params: { cause: plainMessage(last.captures['cause'] ?? last.at.text) },
      evidence: [last.at, ...(docker?.evidence ?? [])],
      seen: seenIn(failures),
    });
  },
});
