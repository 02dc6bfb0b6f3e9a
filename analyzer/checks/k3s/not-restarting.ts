import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { plainMessage } from '../../facts/logs/log-order.js';
import { embeddingLastWords } from '../../facts/units/last-words.js';
import { RECENT_MS, restartTrouble } from '../../facts/units/restarts.js';
import { embeddingRestarts } from '../../facts/units/service-logs.js';
import { stateWords } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'k3s/token-accepted',
    'k3s/clock-set',
    'k3s/flannel-runs',
    'k3s/cgroups-there',
    'k3s/snapshotter-works',
    'k3s/components-run',
    'k3s/ports-free',
    'containerd/database-sound',
    'containerd/embedded-runs',
    'ntp/clock-offset-small',
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/writable',
    'events/no-system-oom',
    'disk/writes-find-space',
    'memory/daemons-not-killed',
  ],
  needs: {
    host: kubeletHost,
    units: unitStates,
    now: collectedAt,
    restarts: optional(embeddingRestarts),
    lastWords: optional(embeddingLastWords),
  },

  messages: {
    en: {
      passed: 'k3s (or RKE2) did not restart itself in the last hour',
      failed: 'k3s (or RKE2) ends and is started again',
      why: 'The service is started again without end, so systemd never shows it as failed; the node is `NotReady` all the same. Its last `level=fatal` line names the reason: a wrong token, a server or datastore that cannot be reached, a port that is taken, a containerd that ends.',
      fix: [
        'See whether the node has what k3s needs: `k3s check-config`.',
        'Read what it says before it ends: `journalctl -u {unit} --since -15min | grep level=fatal`.',
        'Correct what the line names (token and server address in `/etc/systemd/system/{unit}.service.env` and `/etc/rancher/k3s/config.yaml`, the datastore, the port), then `systemctl restart {unit}`. Running containers are not affected.',
      ],
      doesNotApply: 'This node runs neither k3s nor RKE2.',
      findings: {
        looping: 'The service {unit} ends again and again right after its start: {state}.',
        restarted: 'The service {unit} ended by itself and was started again, {count} times recently.',
        loopingSaid: 'The service {unit} ends again and again right after its start ({state}), and last said: {cause}',
        restartedSaid:
          'The service {unit} ended by itself and was started again, {count} times recently, and last said: {cause}',
      },
    },
    'zh-CN': {
      passed: '最近一小时内 k3s（或 RKE2）没有自行重启',
      failed: 'k3s（或 RKE2）反复退出并被重新启动',
      why: '该服务会被无限次重新启动，因此 systemd 不会显示为 failed，但节点仍处于 `NotReady`。最后一条 `level=fatal` 日志会说明原因：token 错误、无法访问 server 或数据存储、端口被占用、containerd 退出等。',
      fix: [
        '检查节点是否满足 k3s 的要求：`k3s check-config`。',
        '查看退出前的日志：`journalctl -u {unit} --since -15min | grep level=fatal`。',
        '按日志提示修正（`/etc/systemd/system/{unit}.service.env` 和 `/etc/rancher/k3s/config.yaml` 中的 token 与 server 地址、数据存储、端口），然后执行 `systemctl restart {unit}`。运行中的容器不受影响。',
      ],
      doesNotApply: '该节点既未运行 k3s，也未运行 RKE2。',
      findings: {
        looping: '服务 {unit} 每次启动后很快退出，反复循环：{state}。',
        restarted: '服务 {unit} 近期自行退出并被重新启动 {count} 次。',
        loopingSaid: '服务 {unit} 每次启动后很快退出，反复循环（{state}），退出前的日志：{cause}',
        restartedSaid: '服务 {unit} 近期自行退出并被重新启动 {count} 次，退出前的日志：{cause}',
      },
    },
  },

  applies: ({ host }) => host.embedded,

  run({ host, units, now, restarts, lastWords }, report) {
    const unitState = units.get(host.unit);
    const trouble = restartTrouble(unitState, restarts, now);
    if (!trouble) return;

    const { kind, often, seen, evidence } = trouble;
    const unit = unitState.name;
    const severity = often ? 'critical' : 'warning';
    const said = lastWords?.last && (lastWords.last.at.time ?? now) >= now - RECENT_MS ? lastWords.last : undefined;
    const details = { severity, seen, evidence: [said?.at, ...evidence] } as const;
    const cause = said && plainMessage(said.captures['cause'] ?? said.at.text);
    if (kind === 'looping') {
      const state = stateWords(unitState);
      if (cause === undefined) report('looping', { ...details, params: { unit, state } });
      else report('loopingSaid', { ...details, params: { unit, state, cause } });
    } else {
      const count = seen.count ?? 1;
      if (cause === undefined) report('restarted', { ...details, params: { unit, count } });
      else report('restartedSaid', { ...details, params: { unit, count, cause } });
    }
  },
});
