import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { COVERED_SLACK_MS, nodeChange } from '../../facts/cluster/node-change.js';
import { logReach } from '../../facts/logs/log-reach.js';
import { containerdLogs, dockerLogs, kubeletLogs } from '../../facts/logs/log-sources.js';
import { durationText, timeText } from '../../facts/plain-text.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';

/** What the kubelet says of a node that its runtime keeps from being Ready. */
const OF_RUNTIME = /runtime|PLEG/;

export default defineCheck({
  severity: 'warning',
  standsFor: [
    'node-status/ready',
    'node-status/heard-from',
    'pleg/healthy',
    'pleg/lists-containers',
    'docker/answers',
    'docker/answers-kubelet',
    'docker/not-offline',
    'containerd/answers-kubelet',
    'containerd/not-offline',
    'kubelet/runtime-answers',
    'network/plugin-ready',
    'network/available',
  ],
  needs: { change: nodeChange, reach: logReach, runtime: optional(containerRuntime) },

  messages: {
    en: {
      passed: 'What made the node change is in what was collected',
      failed: 'The cause lies outside of what was collected',
      why: 'What is logged in the minutes before a node changes tells why. That is missing here: the log was rotated, cut to size, asked for from a later time on, or not readable. What else this report names may be a mere effect.',
      fix: [
        'Collect what is missing, as root: `nodetriage-analyze BUNDLE --ask-back more.sh` writes a small script that fetches it, and says how to read what it brings.',
        'Is it gone from the node, too: look where logs are sent to (syslog, a log service) and at the monitoring of the node for {change}.',
        'So that the next time can be explained: let the journal keep more, `SystemMaxUse=4G` in `/etc/systemd/journald.conf`, and `systemctl restart systemd-journald`.',
      ],
      findings: {
        late: 'The node changed at {change}, and {log} is in the bundle from {from} on only, {after} later.',
        absent: 'The node changed at {change}, and {log} is not in the bundle.',
      },
    },
    'zh-CN': {
      passed: '采集的数据涵盖了节点状态变化的原因',
      failed: '原因不在采集的数据之内',
      why: '节点状态变化前几分钟的日志能说明原因，而这部分数据缺失：日志已轮转、超出大小被截断、采集的起始时间过晚，或没有读取权限。本报告列出的其他问题可能只是结果。',
      fix: [
        '以 root 身份补充采集：`nodetriage-analyze BUNDLE --ask-back more.sh` 会生成采集缺失内容的小脚本，并说明如何分析其结果。',
        '若节点上也已没有这些日志：查看日志的外送目的地（syslog、日志服务），以及节点监控在 {change} 前后的数据。',
        '为便于下次定位：让日志保留更久，在 `/etc/systemd/journald.conf` 中设置 `SystemMaxUse=4G`，再执行 `systemctl restart systemd-journald`。',
      ],
      findings: {
        late: '节点状态在 {change} 发生变化，而 {log} 从 {from} 才开始有记录，晚了 {after}。',
        absent: '节点状态在 {change} 发生变化，而采集的数据中没有 {log}。',
      },
    },
  },

  run({ change, reach, runtime }, report) {
    if (change.ready) return;
    const ofRuntime = runtime?.name === 'docker' ? dockerLogs : containerdLogs;
    for (const source of [kubeletLogs, ...(OF_RUNTIME.test(change.message) ? [ofRuntime] : [])]) {
      const { spec, from } = reach(source);
      const params = { change: timeText(change.time), log: spec.id };
      const found = { evidence: [change.at], seen: { first: change.time } };
      if (from === undefined) return report('absent', { ...found, params });
      if (from <= change.time + COVERED_SLACK_MS) continue;
      const after = durationText((from - change.time) / 1000);
      return report('late', { ...found, params: { ...params, from: timeText(from), after } });
    }
  },
});
