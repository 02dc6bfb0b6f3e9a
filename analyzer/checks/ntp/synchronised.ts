import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { chronySources } from '../../facts/time/chrony-sources.js';
import { chronyTracking } from '../../facts/time/chrony-tracking.js';
import { ntpPeers } from '../../facts/time/ntpq-peers.js';
import { isChrony, timeDaemons } from '../../facts/time/time-daemons.js';
import { clockState } from '../../facts/time/timedatectl.js';

/** chronyd needs some polls before it follows a server: up to a minute. */
const SETTLING_MS = 60_000;
/** After so long without an answer it is no start any more. */
const LONG_MS = 15 * 60_000;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['ntp/daemon-running'],
  needs: {
    tracking: optional(chronyTracking),
    sources: optional(chronySources),
    peers: optional(ntpPeers),
    clock: optional(clockState),
    daemons: optional(timeDaemons),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'The clock of the node follows a time server',
      failed: 'The clock of the node follows no time server',
      why: 'The time service runs free: the clock drifts and nobody notices. Usually no time server answers, because port 123/UDP is blocked or a name cannot be resolved, or the servers contradict each other.',
      fix: [
        'Restart the time service: `systemctl restart chronyd` (Debian: `chrony`), wait a minute, then `chronyc -n tracking`.',
        'See which servers answer: `chronyc -n sources -v`. `Reach` 0 means that none of the last eight polls was answered.',
        'Let the node reach its servers: UDP port 123 in the firewall and in the security group, names in `/etc/resolv.conf`, servers in `/etc/chrony.conf` (Debian: `/etc/chrony/chrony.conf`).',
      ],
      findings: {
        notSynchronised: 'chronyd is not synchronised.',
        noAnswer: 'None of the {count} time servers has answered lately.',
        noServers: 'chronyd has no time server to ask.',
        ownClock: 'chronyd follows the clock of this very node and takes it for right at any offset.',
        ntpdAlone: 'ntpd follows none of its {count} time servers.',
        unsynchronised: 'The kernel says that nothing keeps the clock synchronised.',
      },
    },
    'zh-CN': {
      passed: '节点时钟正在与时间服务器同步',
      failed: '节点时钟未与任何时间服务器同步',
      why: '时间服务处于自由运行状态，时钟会在无人察觉的情况下漂移。通常是没有时间服务器响应（UDP 123 端口被阻断，或域名无法解析），或各服务器的时间互相矛盾。',
      fix: [
        '重启时间同步服务：`systemctl restart chronyd`（Debian 为 `chrony`），等待一分钟后执行 `chronyc -n tracking`。',
        '查看哪些服务器有响应：`chronyc -n sources -v`。`Reach` 为 0 表示最近 8 次查询均无响应。',
        '确保节点能访问时间服务器：防火墙和安全组放行 UDP 123 端口，`/etc/resolv.conf` 能解析域名，`/etc/chrony.conf`（Debian 为 `/etc/chrony/chrony.conf`）中的服务器正确。',
      ],
      findings: {
        notSynchronised: 'chronyd 处于未同步状态。',
        noAnswer: '{count} 个时间服务器近期均无响应。',
        noServers: 'chronyd 没有可用的时间服务器。',
        ownClock: 'chronyd 以本节点自身的时钟为基准，无论偏差多大都认为正确。',
        ntpdAlone: 'ntpd 未与其 {count} 个时间服务器中的任何一个同步。',
        unsynchronised: '内核显示时钟未被任何程序同步。',
      },
    },
  },

  run({ tracking, sources, peers, clock, daemons, now }, report) {
    if (tracking) {
      const since = daemons?.running.find(isChrony)?.activeSince;
      const age = now === undefined || since === undefined ? undefined : now - since;
      const { reference, synchronised } = tracking;
      if (age !== undefined && age < SETTLING_MS && !(reference.kind === 'source' && synchronised.value)) {
        throw new ParseError('chronyd has just started and needs a minute before it follows a server', synchronised.at);
      }
      const silent = sources?.sources.every(({ answered }) => answered === 0) ?? false;
      const severity = silent && age !== undefined && age >= LONG_MS ? 'critical' : 'warning';
      if (reference.kind === 'local') report('ownClock', { evidence: [reference.at] });
      else if (sources && sources.sources.length === 0 && !synchronised.value) {
        report('noServers', { evidence: [sources.header, synchronised.at], severity });
      } else if (sources && silent && sources.sources.length > 0) {
        const evidence = [...sources.sources.map(({ at }) => at), synchronised.at];
        report('noAnswer', { params: { count: sources.sources.length }, evidence, severity });
      } else if (!synchronised.value) {
        report('notSynchronised', { evidence: [synchronised.at, ...(sources?.sources.map(({ at }) => at) ?? [])] });
      }
      return;
    }
    if (peers) {
      if (!peers.followed) report('ntpdAlone', { params: { count: peers.count }, evidence: [peers.header, clock?.at] });
      return;
    }
    if (!clock) throw new ParseError('neither chronyc, ntpq nor timedatectl tells whether the clock is synchronised');
    if (!clock.synchronised) report('unsynchronised', { evidence: [clock.at] });
  },
});
