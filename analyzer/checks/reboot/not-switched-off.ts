import { logMatches } from '../../fact.js';
import { systemdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Somebody pressed the power key, which is how a hypervisor or a cloud asks for a shutdown (systemd-logind):
 *
 * ```
 * systemd-logind[477]: Power key pressed.
 * systemd-logind[477]: Power key pressed short.
 * systemd-logind[477]: System is powering down (hibernate).
 * systemd[1]: Received SIGINT.
 * ```
 */
const said = logMatches({
  in: systemdLogs,
  pattern: /(?<what>Power key pressed.{0,40}|Received SIGINT\.|ctrl-alt-del\.target.{0,40})/,
  anchor: ['Power key pressed', 'Received SIGINT.', 'ctrl-alt-del.target'],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  // A start follows: what was today still counts.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'Nobody switched the node off from outside',
      failed: 'The node was switched off from outside',
      why: 'The power key was pressed, or Ctrl-Alt-Del: on a virtual machine that is the hypervisor or the console of the cloud. The node went down in order, but not by anybody who was logged in to it.',
      fix: [
        'Ask whoever runs the machine what happened at that time: events of the cloud (maintenance, unpaid instances, autoscaling), tasks of the hypervisor, the BMC (`ipmitool sel list`).',
        'If it must not happen: `HandlePowerKey=ignore` in `/etc/systemd/logind.conf`, then `systemctl restart systemd-logind`.',
      ],
      findings: {
        said: '{what} At {last}.',
        was: '{what} At {last}.',
      },
    },
    'zh-CN': {
      passed: '没有从外部关闭节点的记录',
      failed: '节点曾从外部被关机',
      why: '电源键或 Ctrl-Alt-Del 被触发：在虚拟机上来自虚拟化平台或云控制台。节点是正常关机的，但并非登录在节点上的人发起。',
      fix: [
        '向机器管理方确认当时发生了什么：云平台事件（维护、欠费、弹性伸缩）、虚拟化平台任务、BMC（`ipmitool sel list`）。',
        '若不希望如此：在 `/etc/systemd/logind.conf` 中设置 `HandlePowerKey=ignore`，然后 `systemctl restart systemd-logind`。',
      ],
      findings: {
        said: '{what} 时间：{last}。',
        was: '{what} 时间：{last}。',
      },
    },
  },
});
