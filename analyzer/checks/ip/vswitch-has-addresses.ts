import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The vSwitch of an Alibaba Cloud node has no address left, or the node may not have more; the guide shows the first line, of terway:
 *
 * ```
 * time="2020-03-17T07:03:40Z" level=warning msg="Assign private ip address failed: Aliyun API Error: RequestId: 2095E971 Status Code: 403 Code: InvalidVSwitchId.IpNotEnough Message: The specified VSwitch \"vsw-AAA\" has not enough IpAddress., retrying"
 * … Code: QuotaExceeded.PrivateIpAddress …
 * … Code: EniPerInstanceLimitExceeded …
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern:
    /(?<what>InvalidVSwitchId\.IpNotEnough.{0,160}|QuotaExceeded\.PrivateIpAddress.{0,160}|EniPerInstanceLimitExceeded.{0,160}|no available vSwitch.{0,80})/,
  anchor: [
    'InvalidVSwitchId.IpNotEnough',
    'QuotaExceeded.PrivateIpAddress',
    'EniPerInstanceLimitExceeded',
    'no available vSwitch',
  ],
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The vSwitch has addresses for pods',
      failed: 'There are no IP addresses left for pods (InvalidVSwitchId.IpNotEnough)',
      why: 'Usually there are too many containers for the vSwitch. New pods stay in `ContainerCreating`; those that run are not affected.',
      fix: [
        'Run fewer pods on the node: `kubectl cordon NODE` keeps new ones away, deleting or moving pods frees addresses at once (that interrupts these pods).',
        'Enlarge what there is: add a vSwitch with free addresses in the same zone to the configuration of terway, `kubectl -n kube-system edit configmap eni-config` (`vswitches`), then restart terway, which holds up new pods for a moment: `kubectl -n kube-system rollout restart daemonset terway-eniip`.',
        'Of `QuotaExceeded.PrivateIpAddress` or `EniPerInstanceLimitExceeded`: the limit is that of the instance type. Use a larger one, or fewer pods on it.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '交换机有足够的 IP 地址供 Pod 使用',
      failed: '节点 IP 资源不足（InvalidVSwitchId.IpNotEnough）',
      why: '通常是节点上的容器数过多，超出了交换机的可用地址。新建的 Pod 会停在 `ContainerCreating`，已运行的 Pod 不受影响。',
      fix: [
        '减少该节点上的 Pod 数量：`kubectl cordon 节点名` 可避免新的 Pod 调度过来，删除或迁移 Pod 可立即释放地址（会中断这些 Pod）。',
        '扩容 IP 资源：将同可用区内有空闲地址的交换机加入 terway 配置 `kubectl -n kube-system edit configmap eni-config`（`vswitches`），再重启 terway（新建 Pod 会短暂等待）：`kubectl -n kube-system rollout restart daemonset terway-eniip`。',
        '若为 `QuotaExceeded.PrivateIpAddress` 或 `EniPerInstanceLimitExceeded`：这是实例规格的上限，请使用更大的规格，或减少其上的 Pod。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
