import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The processor is slowed down because it is too hot (arch/x86/kernel/cpu/mce/therm_throt.c, drivers/thermal/thermal_core.c):
 *
 * ```
 * mce: CPU0: Core temperature above threshold, cpu clock throttled (total events = 1)
 * CPU3: Package temperature above threshold, cpu clock throttled (total events = 44)
 * thermal thermal_zone0: critical temperature reached (104 C), shutting down
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:CPU\d+: (?:Core|Package) temperature above threshold, cpu clock throttled|(?:thermal .{0,40})?critical temperature reached).{0,120})/,
  anchor: ['temperature above threshold', 'critical temperature reached'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['reboot/processors-sound'],
  log: said,
  captures: ['what'],
  // A device that failed once today is not sound because it was silent for half an hour.
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The processors do not overheat',
      failed: 'A processor gets too hot',
      why: 'A processor that is too hot is slowed down to a fraction of its speed: everything on the node takes longer, probes run out of time. At its limit the machine switches itself off, without a shutdown.',
      fix: [
        'Look at temperatures and fans: `ipmitool sdr type temperature`, `ipmitool sdr type fan`, or `sensors`.',
        'Clean and check fans, filters and the airflow of the rack.',
        'Until then take load off the node: `kubectl cordon NODE` keeps new pods away.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: '处理器未过热',
      failed: '处理器过热',
      why: '过热的处理器会被降到很低的频率，节点上的一切都会变慢，探针可能超时。达到上限时机器会直接断电，没有正常关机过程。',
      fix: [
        '查看温度与风扇：`ipmitool sdr type temperature`、`ipmitool sdr type fan`，或 `sensors`。',
        '清理并检查风扇、滤网和机柜风道。',
        '在此之前降低节点负载：`kubectl cordon 节点名` 可避免新的 Pod 调度到该节点。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
