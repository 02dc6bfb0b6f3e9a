import { defineCheck, seenIn } from '../../check.js';
import { type LogHit, type LogMatches, optional, ParseError } from '../../fact.js';
import { conditionOf, nodeObject } from '../../facts/cluster/node-object.js';
import { collectedAt } from '../../facts/collected-at.js';
import { parseDuration } from '../../facts/duration.js';
import { clockSteps, plegLog } from '../../facts/kubelet/pleg-log.js';
import { durationText, timeText } from '../../facts/plain-text.js';
import { restartInOrder } from '../../facts/runtime/restart-order.js';
import { faded, recencyOf } from '../../recency.js';

/** A step of the clock shorter than this cannot push PLEG over its threshold of 3 minutes. */
const STEP_SECONDS = 170;
const STEP_MINUTES = 3;

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'docker/running',
    'docker/answers',
    'containerd/running',
    'pleg/systemd-not-defective',
    'disk/writable',
    'auditd/backlog-not-exceeded',
    'containerd/embedded-runs',
    'ntp/no-steps',
    'disk/no-io-errors',
    'disk/network-filesystems-answer',
    'network/namespaces-released',
    'disk/xfs-finds-memory',
    'containerd/works-in-time',
    'pleg/systemd-answers',
    'memory/waits-short',
    'memory/not-swapping',
    'docker/answers-kubelet',
    'containerd/plugins-load',
    'containerd/cri-enabled',
    'disk/not-saturated',
  ],
  needs: {
    log: optional(plegLog),
    node: optional(nodeObject),
    now: optional(collectedAt),
    steps: optional(clockSteps),
    restart: restartInOrder,
  },

  messages: {
    en: {
      passed: 'PLEG is healthy',
      failed: 'PLEG is not healthy',
      why: 'PLEG, the part of the kubelet that asks the container runtime for its containers every second, has not come to an end for longer than its threshold. The runtime hangs or is slow (too many containers, a slow disk, a stuck mount), or systemd does not answer. The node turns NotReady.',
      fix: [
        'Restarting docker stops the containers of this node, unless `live-restore` is set; drain the node first if it still serves pods. containerd, k3s and the kubelet leave them running. Then, one after the other, and looking at the node after each: `{restart}`.',
        'A reboot interrupts every workload of the node: drain it first. If the node is still not Ready: `reboot`.',
        'On CentOS 7.6 with systemd-219-62.el7_6.x: `yum update systemd`. The package has a defect that causes this.',
        'If it comes back: look for processes that wait for a disk or a mount, `ps -eo pid,stat,wchan:32,comm | grep " D"`, and lower the number of pods on the node.',
      ],
      findings: {
        unhealthy: 'PLEG stood still for up to {longest}; more than {threshold} is not healthy. Last logged at {last}.',
        was: 'PLEG was not healthy until {last}: it stood still for up to {longest}, more than {threshold}. The log shows no more of it since.',
        reported: 'The node reports that PLEG is not healthy: {message}',
      },
    },
    'zh-CN': {
      passed: 'PLEG 正常',
      failed: 'PLEG is not healthy（PLEG 异常）',
      why: 'PLEG 是 kubelet 中每秒向容器运行时查询容器状态的组件，它已超过阈值时间未能完成一次查询。原因是容器运行时卡住或过慢（容器过多、磁盘慢、挂载卡死），或 systemd 无响应。节点会变为 NotReady。',
      fix: [
        '重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）；若节点仍在承载业务，请先排空节点。重启 containerd、k3s 和 kubelet 不会停止容器。然后依次执行并在每一步之后查看节点是否恢复：`{restart}`。',
        '重启节点会中断该节点上的所有业务，请先排空节点。若节点仍未恢复 Ready，执行 `reboot`。',
        '若系统为 CentOS 7.6 且 systemd 为 systemd-219-62.el7_6.x：该软件包存在缺陷，请执行 `yum update systemd`。',
        '若反复出现：用 `ps -eo pid,stat,wchan:32,comm | grep " D"` 查找等待磁盘或挂载的进程，并减少该节点上的 Pod 数量。',
      ],
      findings: {
        unhealthy: 'PLEG 最长 {longest} 未活动，超过阈值 {threshold}；最近一次日志时间为 {last}。',
        was: 'PLEG 在 {last} 之前曾出现异常：最长 {longest} 未活动，超过阈值 {threshold}。此后日志中未再出现。',
        reported: '节点报告 PLEG 异常：{message}',
      },
    },
  },

  run({ log, node, now, steps, restart }, report) {
    const ready = node && conditionOf(node, 'Ready');
    const reported =
      ready?.status === 'False' && ready.message.includes('pleg was last seen active') ? ready : undefined;

    if (!log || log.count === 0) {
      if (reported) {
        report('reported', { params: { message: reported.message, restart }, evidence: [reported.at] });
      } else if (!log) throw new ParseError('the bundle has no log of the kubelet');
      return;
    }
    if (!reported && followsClockStep(log, steps)) return;

    const { last } = log;
    const longest = longestOf(log);
    const time = last?.at.time;
    const recency = reported ? 'now' : recencyOf(time, now);
    report(recency === 'now' ? 'unhealthy' : 'was', {
      severity: faded('critical', recency),
      params: {
        longest: durationText(agoSeconds(longest)),
        threshold: longest?.captures['threshold'] ?? '?',
        last: timeText(time),
        restart,
      },
      evidence: [...new Set([reported?.at, longest?.at, last?.at])],
      seen: seenIn(log),
    });
  },
});

function agoSeconds(hit: LogHit | undefined): number {
  return parseDuration(hit?.captures['ago'] ?? '') ?? 0;
}

/** Among the lines that were kept: the first, the last and a few between. */
function longestOf({ samples, first, last }: LogMatches): LogHit | undefined {
  const kept = [...samples, first, last].filter(hit => hit !== undefined);
  return kept.reduce<LogHit | undefined>((a, b) => (a && agoSeconds(a) >= agoSeconds(b) ? a : b), undefined);
}

/** Whether every hit lies within minutes of a large step of the clock: then PLEG only looked late. */
function followsClockStep(log: LogMatches, steps: LogMatches | undefined): boolean {
  const minutes = (steps?.samples ?? [])
    .filter(({ captures }) => Math.abs(Number(captures['seconds'])) >= STEP_SECONDS)
    .flatMap(({ at }) => (at.time === undefined ? [] : [Math.floor(at.time / 60_000)]));
  const hits = [...log.perMinute.keys()];
  return hits.length > 0 && hits.every(hit => minutes.some(step => Math.abs(hit - step) <= STEP_MINUTES));
}
