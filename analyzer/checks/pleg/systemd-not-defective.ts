import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { plegLog } from '../../facts/kubelet/pleg-log.js';
import { systemdRelease } from '../../facts/system/system-versions.js';
import { systemdPackage } from '../../facts/system/systemd-release.js';

/** systemd of CentOS and RHEL 7.6, which loses its connection to D-Bus: systemd issue 11800, fixed in 219-73. */
const DEFECTIVE = /^219-62\.el7_6\b/;
/** As for PLEG itself: what is over for so long does not make the defect urgent. */
const RECENT_MS = 30 * 60_000;

export default defineCheck({
  severity: 'critical',
  needs: {
    installed: optional(systemdPackage),
    running: optional(systemdRelease),
    pleg: optional(plegLog),
    now: optional(collectedAt),
  },

  messages: {
    en: {
      passed: 'systemd is not the version that is known to stop answering',
      failed: 'systemd is a version that is known to stop answering',
      why: 'The systemd of CentOS and RHEL 7.6 (219-62.el7_6) can lose its connection to D-Bus. Then the container runtime waits for it when it starts or stops a container, and PLEG is not healthy any more.',
      fix: [
        'Upgrade systemd: `yum update systemd`, then `rpm -q systemd`.',
        'A reboot interrupts every workload of the node: drain it first, then `reboot`, so that the new systemd is used for certain.',
        'Until then, when it hangs: `systemctl daemon-reexec`. If that does not help: restarting dbus cuts off every service that talks through it, logins among them, and may take a reboot to heal, so drain the node first, then `systemctl restart dbus`.',
      ],
      findings: {
        withTrouble: 'systemd {release} is known to stop answering, and PLEG of this node is not healthy.',
        alone: 'systemd {release} is known to stop answering. PLEG shows no trouble now.',
      },
    },
    'zh-CN': {
      passed: 'systemd 不是已知会失去响应的版本',
      failed: 'systemd 是已知会失去响应的版本',
      why: 'CentOS/RHEL 7.6 的 systemd（219-62.el7_6）可能与 D-Bus 断开连接。此后容器运行时在启动或停止容器时会一直等待它，导致 PLEG 异常。',
      fix: [
        '升级 systemd：`yum update systemd`，然后用 `rpm -q systemd` 确认。',
        '重启节点会中断该节点上的所有业务，请先排空节点，再执行 `reboot`，以确保使用新的 systemd。',
        '在此之前若再次卡住：执行 `systemctl daemon-reexec`。若仍无效：重启 dbus 会中断所有依赖它的服务（包括登录），之后可能需要重启节点才能恢复，请先排空节点，再执行 `systemctl restart dbus`。',
      ],
      findings: {
        withTrouble: 'systemd {release} 存在会失去响应的已知缺陷，且该节点的 PLEG 异常。',
        alone: 'systemd {release} 存在会失去响应的已知缺陷，目前 PLEG 未见异常。',
      },
    },
  },

  run({ installed, running, pleg, now }, report) {
    if (!installed) {
      if (!running) throw new ParseError('the bundle does not tell the version of systemd');
      if (/^219\b/.test(running.value)) throw new ParseError('the package of systemd 219 is not known', running.at);
      return;
    }
    if (!DEFECTIVE.test(installed.release)) return;
    const last = pleg?.last?.at;
    const trouble = last && (last.time === undefined || now === undefined || now - last.time <= RECENT_MS);
    const params = { release: installed.release };
    if (trouble) report('withTrouble', { params, evidence: [installed.at, last] });
    else report('alone', { params, evidence: [installed.at], severity: 'info' });
  },
});
