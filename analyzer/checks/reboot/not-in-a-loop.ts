import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { timeText } from '../../facts/plain-text.js';
import { boots } from '../../facts/system/boots.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Starts within an hour that nobody plans. */
const LOOP = 3;
const SHOWN = 5;

export default defineCheck({
  severity: 'critical',
  explainedBy: [
    'reboot/no-kernel-panic',
    'reboot/processors-sound',
    'reboot/memory-modules-sound',
    'reboot/no-watchdog-reset',
  ],
  needs: { boots, now: collectedAt },

  messages: {
    en: {
      passed: 'The node has not been started several times in a day',
      failed: 'The node has been started several times in a short time',
      why: 'Something brings it down again and again: a panic at start, a watchdog, power, a script, or a provider that moves it. Each start costs minutes in which the node is NotReady, and pods are moved about.',
      fix: [
        'Look at the starts: `last reboot`, `last -x reboot shutdown`, and look in the monitoring of the node for what was unusual before each.',
        'Read the kernel log of those times: `journalctl --list-boots`, `journalctl -b -1 -k -e`, `journalctl -b -2 -k -e`.',
        'Take it out until it is steady, which keeps new pods away: `kubectl cordon NODE`.',
        'See who asked for it: `journalctl -u systemd-logind | grep -i "power\\|reboot"`, unattended upgrades, kured, the events of the cloud.',
      ],
      findings: {
        hour: '{times} starts within one hour, the last at {last}.',
        day: '{times} starts in the day before the collection, {unclean} of them without a shutdown before, the last at {last}.',
      },
    },
    'zh-CN': {
      passed: '节点未在一天内多次启动',
      failed: '节点在短时间内多次启动',
      why: '有某种原因使节点反复停机：启动时内核崩溃、看门狗、电源、脚本，或云平台迁移。每次启动都会使节点 NotReady 数分钟，Pod 也会被反复迁移。',
      fix: [
        '查看启动记录：`last reboot`，`last -x reboot shutdown`，并在节点监控中查看每次重启之前的异常资源。',
        '查看对应时间的内核日志：`journalctl --list-boots`，`journalctl -b -1 -k -e`，`journalctl -b -2 -k -e`。',
        '稳定之前停止调度新的 Pod：`kubectl cordon 节点名`。',
        '查找是谁发起的：`journalctl -u systemd-logind | grep -i "power\\|reboot"`、自动更新、kured、云平台事件。',
      ],
      findings: {
        hour: '一小时内启动 {times} 次，最近一次在 {last}。',
        day: '采集前一天内启动 {times} 次，其中 {unclean} 次之前没有正常关机，最近一次在 {last}。',
      },
    },
  },

  run({ boots: known, now }, report) {
    const dated = known.flatMap((boot, i) =>
      boot.time === undefined ? [] : [{ ...boot, time: boot.time, before: known[i + 1]?.end }],
    );
    if (dated.length === 0)
      throw new ParseError('`last` prints no years: when the node was started is not known', known[0]?.at);
    const day = dated.filter(({ time }) => now - time <= DAY_MS);
    const [newest] = day;
    const oldest = day.at(-1);
    if (!newest || !oldest) return;
    const hour = day.filter(({ time }) => newest.time - time <= HOUR_MS);
    const evidence = day.slice(0, SHOWN).map(({ at }) => at);
    const seen = { first: oldest.time, last: newest.time, count: day.length };
    const last = timeText(newest.time);
    const unclean = day.filter(({ before }) => before === 'unclean').length;
    if (hour.length >= LOOP) {
      report('hour', { params: { times: hour.length, last }, evidence, seen });
    } else if (day.length >= 2 && unclean > 0) {
      report('day', { severity: 'warning', params: { times: day.length, unclean, last }, evidence, seen });
    }
  },
});
