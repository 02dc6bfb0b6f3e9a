import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { timeText } from '../../facts/plain-text.js';
import { clockInterference } from '../../facts/time/chrony-log.js';
import { timeDaemons } from '../../facts/time/time-daemons.js';
import { recencyOf } from '../../recency.js';

const A_DAY_MINUTES = 24 * 60;

export default defineCheck({
  severity: 'warning',
  needs: { daemons: timeDaemons, interference: optional(clockInterference), now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'One service at most sets the clock of the node',
      failed: 'More than one thing sets the clock of the node',
      why: 'Two services that correct the same clock work against each other: the time jumps to and fro, and each takes the other for a bad clock.',
      fix: [
        'Keep one, mostly chronyd, and switch the others off: `systemctl disable --now ntpd` or `systemctl disable --now systemd-timesyncd`.',
        'On a virtual machine look whether the tools of the hypervisor set the clock, too, and switch that off.',
        'Afterwards: `chronyc -n tracking`.',
      ],
      findings: {
        several: 'These services run side by side: {services}.',
        interference: 'chronyd has found that something else sets the clock, last at {last}.',
      },
    },
    'zh-CN': {
      passed: '最多只有一个服务在设置节点时钟',
      failed: '有多个服务在设置节点时钟',
      why: '两个服务同时校正时钟会相互干扰：时间来回跳变，彼此都认为对方的时钟不可靠。',
      fix: [
        '只保留一个（通常为 chronyd），停用其他服务：`systemctl disable --now ntpd` 或 `systemctl disable --now systemd-timesyncd`。',
        '若为虚拟机，请确认虚拟化平台的工具是否也在设置时钟，并将其关闭。',
        '之后查看 `chronyc -n tracking`。',
      ],
      findings: {
        several: '以下服务同时在运行：{services}。',
        interference: 'chronyd 发现时钟被其他程序修改，最近一次在 {last}。',
      },
    },
  },

  run({ daemons, interference, now }, report) {
    if (daemons.running.length > 1) {
      const services = daemons.running.map(({ name }) => name).join(', ');
      report('several', { params: { services }, evidence: daemons.running.flatMap(({ evidence }) => evidence) });
    }
    const last = interference?.last?.at;
    if (last && recencyOf(last.time, now, A_DAY_MINUTES) === 'now') {
      report('interference', { params: { last: timeText(last.time) }, evidence: [last] });
    }
  },
});
