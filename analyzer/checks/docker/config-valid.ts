import { dockerDaemon } from '../../../bundle/specs/config.js';
import { defineCheck } from '../../check.js';
import { optional, outcomeOf, ParseError } from '../../fact.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import { daemonJson, dockerStart } from '../../facts/runtime/docker-daemon.js';
import { isRunning } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  needs: {
    runtime: containerRuntime,
    asked: outcomeOf(dockerDaemon),
    config: optional(daemonJson),
    start: optional(dockerStart),
    units: optional(unitStates),
  },

  messages: {
    en: {
      passed: 'docker can read its configuration, or needs none',
      failed: 'docker refuses its configuration',
      why: 'dockerd reads `/etc/docker/daemon.json` at its start and ends when it is not strict JSON or sets what is also given as a flag. A docker that already runs keeps running with what it read before, and does not come back after the next restart or reboot.',
      fix: [
        'Correct `/etc/docker/daemon.json`; `python3 -m json.tool /etc/docker/daemon.json` names the place. If it sets `hosts`, remove that or the flag `-H` from `ExecStart` (`systemctl edit docker`, then `systemctl daemon-reload`).',
        'From docker 23 on, check it without a restart: `dockerd --validate --config-file /etc/docker/daemon.json`.',
        'If docker does not run: `systemctl reset-failed docker; systemctl restart docker`. Where it runs, restarting it stops the containers of this node, unless `live-restore` is set: plan it.',
      ],
      doesNotApply: 'This node does not use docker as its container runtime.',
      findings: {
        notJson: '`/etc/docker/daemon.json` is not valid JSON: line {line} cannot stand there.',
        hostsTwice:
          '`hosts` is set in line {line} of `/etc/docker/daemon.json` and with the flag -H of the service: docker refuses both together.',
      },
    },
    'zh-CN': {
      passed: 'docker 配置可以正常读取，或无需配置',
      failed: 'docker 无法接受其配置',
      why: 'dockerd 启动时读取 `/etc/docker/daemon.json`，若其不是严格的 JSON，或与启动参数重复设置，就会退出。已在运行的 docker 会继续使用之前读取的配置，但下次重启服务或节点后将无法启动。',
      fix: [
        '修正 `/etc/docker/daemon.json`；`python3 -m json.tool /etc/docker/daemon.json` 会指出错误位置。若其中设置了 `hosts`，请删除该项，或删除 `ExecStart` 中的 `-H` 参数（`systemctl edit docker`，然后 `systemctl daemon-reload`）。',
        'docker 23 及以上版本无需重启即可检查：`dockerd --validate --config-file /etc/docker/daemon.json`。',
        '若 docker 未运行：`systemctl reset-failed docker; systemctl restart docker`。若正在运行，重启会停止该节点上的容器（已设置 `live-restore` 的除外），请安排时间执行。',
      ],
      doesNotApply: '该节点的容器运行时不是 docker。',
      findings: {
        notJson: '`/etc/docker/daemon.json` 不是有效的 JSON：第 {line} 行有误。',
        hostsTwice:
          '`/etc/docker/daemon.json` 第 {line} 行设置了 `hosts`，服务启动参数中又有 -H，docker 不接受两者同时存在。',
      },
    },
  },

  applies: ({ runtime }) => runtime.name === 'docker',

  run({ asked: { outcome, at }, config, start, units }, report) {
    if (outcome.outcome === 'missing') return;
    if (!config) throw new ParseError(`daemon.json: ${outcome.outcome}, but empty or not in the bundle`, at);

    const docker = units?.find('docker');
    const severity = docker && isRunning(docker) ? 'warning' : 'critical';
    const state = docker?.evidence ?? [];
    if (config.error) {
      report('notJson', { params: { line: config.error.line }, evidence: [config.error, ...state], severity });
    } else if (config.hosts) {
      if (!start) throw new ParseError('hosts is set, and the flags of docker.service are not known', config.hosts);
      if (!start.hosts) return;
      const evidence = [config.hosts, start.hosts, ...state];
      report('hostsTwice', { params: { line: config.hosts.line }, evidence, severity });
    }
  },
});
