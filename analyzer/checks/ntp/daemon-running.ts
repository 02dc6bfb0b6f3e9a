import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { timeDaemons } from '../../facts/time/time-daemons.js';
import { clockState, FLAG_OUTLIVES_MS } from '../../facts/time/timedatectl.js';
import { stateWords, type UnitState } from '../../facts/units/unit-state.js';

export default defineCheck({
  severity: 'warning',
  needs: { daemons: timeDaemons, clock: optional(clockState), now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'A time service is running, or something else keeps the clock right',
      failed: 'No time service is running',
      why: 'Nothing corrects the clock of this node any more. It drifts by seconds a week, in virtual machines faster; from a second on etcd complains, from minutes on certificates and tokens are refused and the node turns `NotReady`. That `timedatectl` still says `synchronized: yes` means little: the kernel keeps saying so for hours.',
      fix: [
        'Restart the time service: `systemctl restart {unit}`. Where there is none, install chrony first.',
        'Look at its state again: `systemctl status {unit}`.',
        'If it still does not run, read why in its log: `journalctl -u {unit}`. Another time service that is alive, a missing configuration and a missing right to set the clock (containers) are the usual reasons.',
        'Let it start at boot: `systemctl enable {unit}`.',
      ],
      findings: {
        stopped: 'The time service {unit} does not run: systemd reports {state}.',
        none: 'No time service is installed on this node ({unit} and others were looked for).',
      },
    },
    'zh-CN': {
      passed: '时间同步服务正在运行，或时钟由其他方式保持同步',
      failed: '没有正在运行的时间同步服务',
      why: '该节点的时钟已无人校正，每周会漂移数秒，虚拟机中更快。偏差达到 1 秒时 etcd 会告警，达到数分钟时证书和令牌会被拒绝，节点变为 `NotReady`。`timedatectl` 仍显示 `synchronized: yes` 并不能说明问题：内核会在数小时内继续保持该标志。',
      fix: [
        '重启时间同步服务：`systemctl restart {unit}`。若未安装，请先安装 chrony。',
        '再次查看其状态：`systemctl status {unit}`。',
        '若仍未运行，请在日志中查看原因：`journalctl -u {unit}`。常见原因：另一个时间服务仍在运行、缺少配置文件，或没有设置时钟的权限（容器）。',
        '设置开机自启：`systemctl enable {unit}`。',
      ],
      findings: {
        stopped: '时间同步服务 {unit} 未运行，systemd 显示的状态为 {state}。',
        none: '该节点未安装任何时间同步服务（已查找 {unit} 等）。',
      },
    },
  },

  run({ daemons: { installed, running, lookedFor }, clock, now }, report) {
    if (running.length > 0) return;
    const stopped = installed.find(wanted) ?? installed[0];
    // The guest tools of a hypervisor and PTP set the clock too; a service that has just died leaves its flag behind.
    const others = clock?.synchronised === true && !(stopped && mayHaveSetTheFlag(stopped, now));
    if (others) return;

    if (stopped) {
      report('stopped', {
        params: { unit: stopped.name, state: stateWords(stopped) },
        evidence: [...stopped.evidence, clock?.at],
        seen: stopped.since === undefined ? {} : { first: stopped.since },
      });
    } else report('none', { params: { unit: lookedFor.name }, evidence: [...lookedFor.evidence, clock?.at] });
  },
});

/** Enabled services stay off for a reason too: in containers, beside the guest tools of a hypervisor. */
function wanted({ active, enabled, skipped }: UnitState): boolean {
  return active === 'failed' || (enabled === 'enabled' && !skipped);
}

function mayHaveSetTheFlag(state: UnitState, now: number | undefined): boolean {
  if (wanted(state)) return true;
  return state.since !== undefined && now !== undefined && now - state.since < FLAG_OUTLIVES_MS;
}
