import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { conditionTimes } from '../../facts/cluster/condition-times.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { timeDaemons } from '../../facts/time/time-daemons.js';

export default defineCheck({
  severity: 'warning',
  explainedBy: ['ntp/daemon-running'],
  needs: { node: nodeObject, daemons: optional(timeDaemons) },

  messages: {
    en: {
      passed: 'The cluster reports no NTPProblem for this node',
      failed: 'The cluster reports NTPProblem for this node',
      why: 'The node-problem-detector of this cluster looks for a running ntpd or chronyd. It does not know systemd-timesyncd nor, on Debian, every name of chrony: there it reports a problem that does not exist.',
      fix: [
        'Restart the time service: `systemctl restart {unit}`.',
        'Look at its state again: `systemctl status {unit}`.',
        'If the condition stays, read the log: `journalctl -u {unit}`.',
      ],
      doesNotApply: 'The cluster does not watch the time service of this node (no condition NTPProblem).',
      findings: {
        ntpProblem: 'The condition NTPProblem is True: {reason}. The time service of this node is {unit}.',
        falseAlarm:
          'The condition NTPProblem is True ({reason}), but {unit} is running: the detector does not look for it, or has not looked again yet.',
      },
    },
    'zh-CN': {
      passed: '集群未报告该节点存在 NTPProblem',
      failed: '集群报告该节点存在 NTPProblem',
      why: '集群的 node-problem-detector 检查 ntpd 或 chronyd 是否在运行。它不识别 systemd-timesyncd，也不识别 Debian 上 chrony 的全部名称，在这种情况下会误报。',
      fix: [
        '重启时间同步服务：`systemctl restart {unit}`。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若该状态仍未恢复，请查看日志：`journalctl -u {unit}`。',
      ],
      doesNotApply: '集群没有监测该节点的时间同步服务（不存在 NTPProblem 状态）。',
      findings: {
        ntpProblem: '节点状态 NTPProblem 为 True：{reason}。该节点的时间同步服务为 {unit}。',
        falseAlarm:
          '节点状态 NTPProblem 为 True（{reason}），但 {unit} 正在运行：检测程序不识别该服务，或尚未重新检测。',
      },
    },
  },

  // Without the detector the condition does not exist, which says nothing about the clock.
  applies: ({ node }) => conditionOf(node, 'NTPProblem') !== undefined,

  run({ node, daemons }, report) {
    const condition = conditionOf(node, 'NTPProblem');
    if (!condition || condition.status === 'False') return;
    const { status, reason, at } = condition;
    if (status === 'Unknown') throw new ParseError('the condition NTPProblem is Unknown', at);

    const seen = conditionTimes(condition);
    const running = daemons?.running[0];
    if (running) {
      report('falseAlarm', {
        params: { reason, unit: running.name },
        evidence: [at, ...running.evidence],
        seen,
        severity: 'info',
      });
      return;
    }
    const unit = daemons?.installed[0];
    report('ntpProblem', {
      params: { reason, unit: unit?.name ?? 'chronyd' },
      evidence: [at, ...(unit?.evidence ?? [])],
      seen,
    });
  },
});
