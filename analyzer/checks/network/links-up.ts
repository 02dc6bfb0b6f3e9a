import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A network card loses its link (drivers/net/ethernet, drivers/net/bonding), in the words of its driver:
 *
 * ```
 * e1000e: eth0 NIC Link is Down
 * igb 0000:01:00.0 eth0: igb: eth0 NIC Link is Down
 * bnx2x 0000:01:00.0 eth0: NIC Link is Down
 * mlx5_core 0000:3b:00.0 ens1f0: Link down
 * bond0: link status definitely down for interface eth0, disabling it
 *
 * Those of veth and bridges come and go with pods.
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:(?<!\w)(?:eth|en|em|p\d|ib|bond|team)[\w.-]{0,14}:? (?:[\w-]{1,12}: )?(?:NIC )?(?:Copper )?[Ll]ink (?:is )?[Dd]own|link status definitely down for interface .{1,20}).{0,80})/,
  anchor: ['Link is Down', 'Link is down', 'link is down', 'Link down', 'Link Down', 'link status definitely down'],
});

export default defineLogCheck({
  severity: 'warning',

  log: said,
  captures: ['what'],
  // Every boot and every start of the network has one.
  atLeast: 2,
  withinMinutes: 24 * 60,
  recentMinutes: 60,
  messages: {
    en: {
      passed: 'The network cards have not lost their link again and again',
      failed: 'A network card loses its link',
      why: 'While the link is down the node is cut off: the kubelet cannot report, and after 40 to 50 seconds the node turns NotReady or Unknown. Cable, transceiver, switch port or driver are the usual reasons; on a virtual machine its migration.',
      fix: [
        'Compare the times with those of the node being NotReady: `dmesg -T | grep -i "link is"`.',
        'Look at errors of the card: `ethtool -S eth0 | grep -iE "err|drop|crc"`, `ethtool eth0`.',
        'Change the cable or the transceiver, try another port of the switch, and ask for the log of the switch at that time.',
        'Update driver and firmware of the card.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '网卡链路未反复中断',
      failed: '网卡链路中断',
      why: '链路中断期间节点与外界隔离，kubelet 无法上报状态，40 至 50 秒后节点变为 NotReady 或 Unknown。常见原因：网线、光模块、交换机端口或驱动；虚拟机则可能是迁移。',
      fix: [
        '与节点 NotReady 的时间对照：`dmesg -T | grep -i "link is"`。',
        '查看网卡错误计数：`ethtool -S eth0 | grep -iE "err|drop|crc"`，`ethtool eth0`。',
        '更换网线或光模块，尝试交换机的其他端口，并查看交换机当时的日志。',
        '升级网卡驱动和固件。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
