import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { timeText } from '../../facts/plain-text.js';
import { noMajority } from '../../facts/time/chrony-log.js';
import { chronySources } from '../../facts/time/chrony-sources.js';
import { comparesServers } from '../../facts/time/time-daemons.js';
import { recencyOf } from '../../recency.js';

export default defineCheck({
  severity: 'warning',
  onlyIf: comparesServers,
  needs: { sources: chronySources, log: optional(noMajority), now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'The time servers of the node agree',
      failed: 'The time servers of the node do not agree',
      why: 'chronyd has marked servers as telling a wrong time, or as too unsteady. As long as a majority agrees that is harmless; without one the clock follows nobody.',
      fix: [
        'See what each server says: `chronyc -n sources -v` and `chronyc -n sourcestats`.',
        'Take the wrong server out of `/etc/chrony.conf` (Debian: `/etc/chrony/chrony.conf`), or have its clock mended, then `systemctl restart chronyd` (Debian: `chrony`). With three or four servers one wrong one is outvoted; with two it is not.',
      ],
      doesNotApply: 'systemd-timesyncd, the only time service of this node, follows one server and compares none.',
      findings: {
        noMajority:
          'No majority of the time servers agrees: {servers} are marked as wrong or unsteady, and none is followed.',
        outvoted: '{servers} tell another time than the majority and are left aside.',
        said: 'chronyd found no majority among its servers, last at {last}.',
      },
    },
    'zh-CN': {
      passed: '节点的各时间服务器一致',
      failed: '节点的各时间服务器不一致',
      why: 'chronyd 将部分服务器标记为时间错误或不稳定。只要多数服务器一致就没有影响；若没有多数，则时钟不跟随任何服务器。',
      fix: [
        '查看各服务器的时间：`chronyc -n sources -v` 及 `chronyc -n sourcestats`。',
        '从 `/etc/chrony.conf`（Debian 为 `/etc/chrony/chrony.conf`）中移除错误的服务器，或修正其时钟，然后执行 `systemctl restart chronyd`（Debian 为 `chrony`）。配置三到四个服务器时，单个错误会被多数否决；只有两个时则不会。',
      ],
      doesNotApply: '该节点仅有 systemd-timesyncd，它只跟随一个时间服务器，不做比较。',
      findings: {
        noMajority: '时间服务器之间没有多数一致：{servers} 被标记为错误或不稳定，当前没有跟随任何服务器。',
        outvoted: '{servers} 的时间与多数服务器不同，已被忽略。',
        said: 'chronyd 未能在服务器之间找到多数，最近一次在 {last}。',
      },
    },
  },

  run({ sources: { sources }, log, now }, report) {
    const wrong = sources.filter(({ state }) => state === 'x' || state === '~');
    const followed = sources.some(({ state }) => state === '*');
    const params = { servers: wrong.map(({ name }) => name).join(', ') };
    const evidence = wrong.map(({ at }) => at);
    const last = log?.last?.at;
    if (wrong.length > 0 && !followed) report('noMajority', { params, evidence: [...evidence, last] });
    else if (wrong.length > 0) report('outvoted', { params, evidence, severity: 'info' });
    else if (!followed && last && recencyOf(last.time, now) === 'now') {
      report('said', { params: { last: timeText(last.time) }, evidence: [last] });
    }
  },
});
