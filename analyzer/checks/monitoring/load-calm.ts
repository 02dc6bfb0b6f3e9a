import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { loadAverage } from '../../facts/load/load-average.js';
import { processes, topBy } from '../../facts/load/processes.js';
import { processors } from '../../facts/load/processors.js';

export default defineCheck({
  severity: 'info',
  needs: { load: loadAverage, processors, processes: optional(processes) },

  messages: {
    en: {
      passed: 'The load was calm when the bundle was taken',
      failed: 'The node was busy when the bundle was taken',
      why: 'A remark to read the rest by: at least as many threads as processors wanted to run in the last minute. See the section on CPU for whether that is too much.',
      fix: [
        'Look at when the load grew and which processes took the processors: the monitoring of the node, and `top -b -n 1 | head -20`.',
        'Lower the load: delete pods or move them to other nodes, and limit the processor of pods that take too much.',
      ],
      findings: {
        busy: 'Load {one}, {five}, {fifteen} (1, 5, 15 minutes) on {processors} processors. Most take: {top}',
      },
    },
    'zh-CN': {
      passed: '采集时负载平稳',
      failed: '采集时节点较忙',
      why: '供阅读其他结论时参考：最近一分钟希望运行的线程数不少于 CPU 数。是否过高请看 CPU 一节。',
      fix: [
        '通过节点监控查看 CPU 增长的时间点及占用过高的进程，并执行 `top -b -n 1 | head -20`。',
        '降低节点负载：删除 Pod 或将其迁移到其他节点，并限制占用过高的 Pod 的 CPU。',
      ],
      findings: { busy: '负载 {one}、{five}、{fifteen}（1、5、15 分钟），CPU 数 {processors}。占用最多：{top}' },
    },
  },

  run({ load, processors, processes: all = [] }, report) {
    if (load.one < processors.value) return;
    const top = topBy(all, 'processorPercent', 5);
    report('busy', {
      params: {
        one: load.one,
        five: load.five,
        fifteen: load.fifteen,
        processors: processors.value,
        top:
          top.map(({ command, pid, processorPercent }) => `${command} (${pid}) ${processorPercent} %`).join(', ') ||
          '?',
      },
      evidence: [load.at, processors.at, ...top.map(({ at }) => at)],
    });
  },
});
