import { defineCheck } from '../../check.js';
import { clockOffset } from '../../facts/time/clock-offset.js';

/** etcd warns of 1 s between its peers; half of it for one node. */
export const WARNING_SECONDS = 0.5;
/** No drift any more but a clock that was set wrong; leases, tokens and fresh certificates begin to fail. */
const CRITICAL_SECONDS = 30;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['ntp/daemon-running', 'ntp/synchronised'],
  needs: { offset: clockOffset },

  messages: {
    en: {
      passed: 'The clock of the node agrees with its time server',
      failed: 'The clock of the node is wrong',
      why: 'From half a second on etcd and the logs of several nodes disagree; from half a minute on leases and tokens fail, fresh certificates are not valid yet, and the node may turn `NotReady` with nothing else broken. Times in this report are by this clock.',
      fix: [
        'Setting the clock makes time jump for everything that runs on the node: databases and etcd may react badly to it. On a server of the control plane or with databases, drain the node first. Then `chronyc makestep`.',
        'Restart the time service, which lets chrony step a large offset at its start: `systemctl restart chronyd` (Debian: `chrony`), then `chronyc tracking`.',
        'If the offset comes back, see which server it follows, `chronyc -n sources -v`, and whether something else sets the clock: a second time service, the tools of the hypervisor.',
      ],
      findings: {
        behind: 'The clock of the node is {seconds} seconds behind its time server.',
        ahead: 'The clock of the node is {seconds} seconds ahead of its time server.',
      },
    },
    'zh-CN': {
      passed: '节点时钟与时间服务器一致',
      failed: '节点时钟不准',
      why: '偏差达到半秒时，etcd 会告警，多节点日志的时间也无法对应；达到半分钟时，租约和令牌失效，新签发的证书尚未生效，即使没有其他故障，节点也可能变为 `NotReady`。本报告中的时间均以该时钟为准。',
      fix: [
        '校正时钟会使节点上所有程序的时间发生跳变，数据库和 etcd 可能受影响。若为控制面节点或运行数据库，请先排空节点。然后执行 `chronyc makestep`。',
        '重启时间同步服务，chrony 启动时会直接校正较大的偏差：`systemctl restart chronyd`（Debian 为 `chrony`），然后 `chronyc tracking`。',
        '若偏差再次出现，请查看所使用的时间服务器：`chronyc -n sources -v`，并确认是否有其他程序在设置时钟：另一个时间服务或虚拟化平台的工具。',
      ],
      findings: {
        behind: '节点时钟比时间服务器慢 {seconds} 秒。',
        ahead: '节点时钟比时间服务器快 {seconds} 秒。',
      },
    },
  },

  run({ offset: { aheadSeconds, evidence } }, report) {
    const off = Math.abs(aheadSeconds);
    if (off < WARNING_SECONDS) return;
    report(aheadSeconds < 0 ? 'behind' : 'ahead', {
      params: { seconds: Number(off.toFixed(3)) },
      severity: off < CRITICAL_SECONDS ? 'warning' : 'critical',
      evidence,
    });
  },
});
