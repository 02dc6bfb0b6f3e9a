import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt, uptimeSeconds } from '../../facts/collected-at.js';
import { durationText, timeText } from '../../facts/plain-text.js';
import { type Boot, boots } from '../../facts/system/boots.js';
import { previousShutdown } from '../../facts/system/shutdown-log.js';

/** What happened before that has mostly been looked into, and its logs are gone. */
const RECENT_SECONDS = 7 * 86_400;
/** So many lines of older reboots are shown. */
const SHOWN = 5;

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'reboot/no-kernel-panic',
    'reboot/processors-sound',
    'reboot/memory-modules-sound',
    'reboot/no-watchdog-reset',
    'reboot/not-overheated',
    'reboot/no-kernel-oops',
  ],
  needs: {
    boots: optional(boots),
    before: optional(previousShutdown),
    now: collectedAt,
    uptime: optional(uptimeSeconds),
  },

  messages: {
    en: {
      passed: 'Every reboot of the node was preceded by an orderly shutdown',
      failed: 'The node was restarted without a shutdown',
      why: 'The node went down at once: a kernel panic, a power failure, a reset by the hypervisor or a watchdog. Until the kubelet runs again the node is NotReady; files that were open may be damaged, those of databases and of the container runtime among them.',
      fix: [
        'Look at when it was: `last -x reboot shutdown`.',
        'Look at the monitoring of the node for the minutes before: load, memory, disk, temperature.',
        'Look at the last lines before it: `journalctl -b -1 -e` and `journalctl -b -1 -k -e`; then at `/sys/fs/pstore`, `/var/lib/systemd/pstore` and `/var/crash`, where a panic is kept.',
        'Ask whoever runs the machine: events of the cloud or the hypervisor, the event log of the BMC (`ipmitool sel list`).',
        'So that the next one can be explained: keep the journal on disk (`mkdir -p /var/log/journal`, `systemctl restart systemd-journald`) and set up kdump.',
      ],
      findings: {
        unclean: 'The node came up at {time}, {ago} before the collection, without a shutdown before it.',
        older:
          'More than a week ago the node was restarted without a shutdown ({times}×), last at {time}, {ago} before the collection.',
      },
    },
    'zh-CN': {
      passed: '节点的每次重启之前都有正常关机',
      failed: '节点曾在没有正常关机的情况下重启',
      why: '节点是突然中断的：内核崩溃、断电、被虚拟化平台或看门狗复位。kubelet 重新运行之前，节点处于 NotReady；当时打开的文件可能损坏，包括数据库和容器运行时的文件。',
      fix: [
        '查看节点重启时间：`last -x reboot shutdown`。',
        '查看节点监控中重启前几分钟的数据：负载、内存、磁盘、温度。',
        '查看重启前的最后日志：`journalctl -b -1 -e` 与 `journalctl -b -1 -k -e`；再查看保存崩溃信息的 `/sys/fs/pstore`、`/var/lib/systemd/pstore` 及 `/var/crash`。',
        '向服务器或云平台的管理方确认：云平台/虚拟化平台事件，BMC 事件日志（`ipmitool sel list`）。',
        '为便于下次定位：将日志持久化（`mkdir -p /var/log/journal`，`systemctl restart systemd-journald`），并配置 kdump。',
      ],
      findings: {
        unclean: '节点于 {time}（采集前 {ago}）启动，此前没有正常关机。',
        older: '七天以前曾发生未正常关机的重启（{times} 次），最近一次在 {time}（采集前 {ago}）。',
      },
    },
  },

  run({ boots: known, before, now, uptime }, report) {
    const bootedAt = uptime === undefined ? undefined : now - uptime * 1000;
    const crashes = known ? uncleanStarts(known, before?.orderly === true, bootedAt) : [];
    // A wtmp that was rotated knows this boot alone, and not how the one before it ended.
    if (!known?.[1]) {
      const at = known?.[0]?.at ?? before?.last;
      const time = known?.[0]?.time ?? bootedAt;
      if (!before && known && time !== undefined && now - time > RECENT_SECONDS * 1000) return;
      if (!before) throw new ParseError('neither `last` nor the journal tells how the boot before this one ended');
      if (before.orderly) return;
      if (!before.last) throw new ParseError('the journal of the boot before shows no line of the system');
      crashes.push({ start: { ...(at && { at }), ...(time !== undefined && { time }) }, ended: undefined });
    }

    const ago = (time: number | undefined) => (time === undefined ? undefined : (now - time) / 1000);
    const recent = crashes.filter(({ start }) => (ago(start.time) ?? Number.POSITIVE_INFINITY) <= RECENT_SECONDS);
    const older = crashes.filter(crash => !recent.includes(crash));
    for (const { start, ended } of recent) {
      const evidence = [start.at, ended?.at, known?.[0]?.at === start.at ? before?.last : undefined];
      report('unclean', {
        params: { time: timeText(start.time), ago: agoText(ago(start.time)) },
        evidence,
        seen: start.time === undefined ? {} : { last: start.time },
      });
    }
    const [newest] = older;
    if (!newest) return;
    report('older', {
      severity: 'info',
      params: { times: older.length, time: timeText(newest.start.time), ago: agoText(ago(newest.start.time)) },
      evidence: older.slice(0, SHOWN).map(({ start }) => start.at),
      seen: { count: older.length, ...(newest.start.time !== undefined && { last: newest.start.time }) },
    });
  },
});

/**
 * Boots that began because the one before them, the next in the list, had ended without a shutdown. Where
 * `last` prints no years, only the newest has a time, from the uptime; the others count as old.
 */
function uncleanStarts(boots: readonly Boot[], newestIsOrderly: boolean, bootedAt: number | undefined) {
  return boots.flatMap((boot, i): { start: Partial<Boot>; ended: Boot | undefined }[] => {
    const ended = boots[i + 1];
    if (ended?.end !== 'unclean') return [];
    // The journal of the boot before has the shutdown that wtmp lacks.
    if (i === 0 && newestIsOrderly) return [];
    const time = boot.time ?? (i === 0 ? bootedAt : undefined);
    return [{ start: { ...boot, ...(time !== undefined && { time }) }, ended }];
  });
}

function agoText(seconds: number | undefined): string {
  return seconds === undefined ? '?' : durationText(Math.max(0, seconds));
}
