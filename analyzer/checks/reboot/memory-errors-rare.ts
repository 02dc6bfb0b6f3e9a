import { logMatches } from '../../fact.js';
import { kernelLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * An error of the memory that was corrected: nothing is lost, but a module that does so often is about to fail.
 *
 * ```
 * EDAC MC0: 1 CE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0 (channel:1 slot:0 page:0x3f2a1)
 * EDAC MC0: 1 CE error on mc#0csrow#0channel#1
 * mce: [Hardware Error]: Machine check events logged
 * {1}[Hardware Error]: event severity: corrected
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern:
    /(?<what>(?:EDAC \S{1,12}: \d+ CE |\[Hardware Error\]: Machine check events logged|\{\d+\}\[Hardware Error\]: event severity: corrected).{0,120})/,
  anchor: ['EDAC MC', 'Machine check events logged', 'event severity: corrected'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: ['reboot/memory-modules-sound'],

  log: said,
  captures: ['what'],
  atLeast: 10,
  withinMinutes: 24 * 60,
  recentMinutes: 24 * 60,
  messages: {
    en: {
      passed: 'The memory needs no correction, or hardly ever',
      failed: 'The memory of the node needs correction again and again',
      why: 'Single wrong bits are put right on the way, so that nothing is lost yet. Ten or more in a day come from a module that is failing: sooner or later an error cannot be corrected, and the machine stops.',
      fix: [
        'Find the module: `edac-util -v` or `ras-mc-ctl --summary`; on hardware with a BMC `ipmitool sel list`.',
        'Plan its replacement, and drain the node before: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data` moves its pods away.',
      ],
      findings: {
        said: '{times} corrected errors, last at {last}: {what}',
        was: '{times} corrected errors until {last}, none since: {what}',
      },
    },
    'zh-CN': {
      passed: '内存几乎不需要纠错',
      failed: '节点内存频繁出现可纠正错误',
      why: '单比特错误在读取时已被纠正，暂未丢失数据。一天内出现十次及以上，说明内存条正在失效，迟早会出现无法纠正的错误并导致宕机。',
      fix: [
        '定位内存条：`edac-util -v` 或 `ras-mc-ctl --summary`；有 BMC 的服务器可用 `ipmitool sel list`。',
        '安排更换，更换之前先排空节点：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data` 会迁走其上的 Pod。',
      ],
      findings: {
        said: '可纠正错误 {times} 次，最近一次在 {last}：{what}',
        was: '可纠正错误 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
