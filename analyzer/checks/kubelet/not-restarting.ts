import { kubeletConfig } from '../../../bundle/specs/config.js';
import { defineCheck } from '../../check.js';
import { optional, outcomeOf } from '../../fact.js';
import { nodeObject } from '../../facts/cluster/node-object.js';
import { collectedAt } from '../../facts/collected-at.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { plainMessage } from '../../facts/logs/log-order.js';
import { kubeletLastWords } from '../../facts/units/last-words.js';
import { RECENT_MS, restartTrouble } from '../../facts/units/restarts.js';
import { kubeletRestarts } from '../../facts/units/service-logs.js';
import { stateWords } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'kubelet/flags-known',
    'kubelet/config-readable',
    'kubelet/swap-off',
    'kubelet/credentials-valid',
    'kubelet/cgroups-ready',
    'kubelet/cgroup-driver-matches',
    'kubelet/runtime-answers',
    'kubelet/no-panic',
    'docker/running',
    'docker/answers',
    'docker/config-valid',
    'containerd/running',
    'containerd/cri-enabled',
    'ntp/clock-offset-small',
    'disk/filesystems-not-full',
    'inodes/filesystems-not-out-of-inodes',
    'disk/writable',
    'events/no-system-oom',
    'disk/writes-find-space',
    'kubelet/certificate-lasts',
    'memory/daemons-not-killed',
    'containerd/watches-suffice',
    'containerd/plugins-load',
  ],
  needs: {
    host: kubeletHost,
    units: unitStates,
    now: collectedAt,
    restarts: optional(kubeletRestarts),
    lastWords: optional(kubeletLastWords),
    node: optional(nodeObject),
    config: optional(outcomeOf(kubeletConfig)),
  },

  messages: {
    en: {
      passed: 'The kubelet did not restart itself in the last hour',
      failed: 'The kubelet ends and is started again',
      why: 'A kubelet that ends right after its start reports nothing: the node is `NotReady` although systemd shows the service as starting all the time. What it says last before it ends names the reason.',
      fix: [
        'Restart it once and watch it: `systemctl restart {unit}`, then `systemctl status {unit}`. Running containers are not affected.',
        'Read what it says before it ends: `journalctl -u {unit} --since -15min | grep -E "command failed|failed to run|panic"`.',
        'Correct what it names, often a flag or a path in `/etc/systemd/system/kubelet.service.d/10-kubeadm.conf`, `/var/lib/kubelet/kubeadm-flags.env` or `/var/lib/kubelet/config.yaml`, then `systemctl daemon-reload; systemctl restart {unit}`.',
      ],
      doesNotApply: 'The kubelet is part of k3s or RKE2 on this node; see the section of k3s.',
      findings: {
        looping: 'The service {unit} ends again and again right after its start: {state}.',
        restarted: 'The service {unit} ended by itself and was started again, {count} times recently.',
        loopingSaid: 'The service {unit} ends again and again right after its start ({state}), and last said: {cause}',
        restartedSaid:
          'The service {unit} ended by itself and was started again, {count} times recently, and last said: {cause}',
        notJoined:
          'The service {unit} restarts all the time because `kubeadm init` or `kubeadm join` has not been run on this node: it has no configuration.',
      },
    },
    'zh-CN': {
      passed: '最近一小时内 kubelet 没有自行重启',
      failed: 'kubelet 反复退出并被重新启动',
      why: '启动后立即退出的 kubelet 不会上报任何状态：systemd 一直显示服务正在启动，节点却处于 `NotReady`。退出前的最后一条日志会说明原因。',
      fix: [
        '重启一次并观察：`systemctl restart {unit}`，然后 `systemctl status {unit}`。重启 kubelet 不会影响运行中的容器。',
        '查看退出前的日志：`journalctl -u {unit} --since -15min | grep -E "command failed|failed to run|panic"`。',
        '按日志提示修正，通常是 `/etc/systemd/system/kubelet.service.d/10-kubeadm.conf`、`/var/lib/kubelet/kubeadm-flags.env` 或 `/var/lib/kubelet/config.yaml` 中的参数或路径，然后执行 `systemctl daemon-reload; systemctl restart {unit}`。',
      ],
      doesNotApply: '该节点的 kubelet 内置于 k3s 或 RKE2，请查看 k3s 一节。',
      findings: {
        looping: '服务 {unit} 每次启动后很快退出，反复循环：{state}。',
        restarted: '服务 {unit} 近期自行退出并被重新启动 {count} 次。',
        loopingSaid: '服务 {unit} 每次启动后很快退出，反复循环（{state}），退出前的日志：{cause}',
        restartedSaid: '服务 {unit} 近期自行退出并被重新启动 {count} 次，退出前的日志：{cause}',
        notJoined: '该节点尚未执行 `kubeadm init` 或 `kubeadm join`，没有 kubelet 配置，因此服务 {unit} 会一直重启。',
      },
    },
  },

  applies: ({ host }) => !host.embedded,

  run({ host, units, now, restarts, lastWords, node, config }, report) {
    const unitState = units.get(host.unit);
    const trouble = restartTrouble(unitState, restarts, now);
    if (!trouble) return;

    const { kind, often, seen, evidence } = trouble;
    const unit = unitState.name;
    const severity = often ? 'critical' : 'warning';
    // A host on which kubeadm has installed the kubelet and no more: https://kubernetes.io/docs/setup says so.
    if (config?.outcome.outcome === 'missing' && !node) {
      report('notJoined', { params: { unit }, severity: 'warning', seen, evidence: [...evidence, config.at] });
      return;
    }
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
