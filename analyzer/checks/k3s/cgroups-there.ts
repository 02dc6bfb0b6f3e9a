import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The kernel keeps no account of memory or processors by cgroup, and k3s does not start:
 *
 * ```
 * level=fatal msg="failed to find memory cgroup (v2)"
 * level=error msg="Failed to find memory cgroup, you may need to add \"cgroup_memory=1 cgroup_enable=memory\" to your linux cmdline (/boot/cmdline.txt on a Raspberry Pi)"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern: /(?<what>[Ff]ailed to find (?:memory|cpuset|pids|cpu) cgroup[^"\\]{0,40}|pids cgroup controller not found)/,
  anchor: [
    'ailed to find memory cgroup',
    'ailed to find cpuset cgroup',
    'ailed to find pids cgroup',
    'ailed to find cpu cgroup',
    'pids cgroup controller not found',
  ],
});

export default defineLogCheck({
  severity: 'critical',
  only: 'k3s',
  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'k3s found the cgroups that it needs',
      failed: 'k3s does not find the cgroups that it needs',
      why: 'Small boards leave the memory cgroup off by default. Without it pods cannot be limited, and k3s ends.',
      fix: [
        'Add `cgroup_memory=1 cgroup_enable=memory` to the command line of the kernel (Raspberry Pi: `/boot/cmdline.txt`; else `GRUB_CMDLINE_LINUX` and `update-grub`).',
        'A reboot interrupts every workload of the node: drain it first. Then `reboot`, and look: `cat /proc/cgroups`.',
      ],
      findings: {
        said: '{what} ({times}×, last at {last})',
        was: 'Not since {last}: {what} ({times}×)',
      },
    },
    'zh-CN': {
      passed: 'k3s 所需的 cgroup 均存在',
      failed: 'k3s 找不到所需的 cgroup',
      why: '部分开发板默认关闭 memory cgroup。缺少它无法限制 Pod，k3s 会退出。',
      fix: [
        '在内核启动参数中添加 `cgroup_memory=1 cgroup_enable=memory`（Raspberry Pi：`/boot/cmdline.txt`；其他系统修改 `GRUB_CMDLINE_LINUX` 并执行 `update-grub`）。',
        '重启节点会中断该节点上的所有业务，请先排空节点。然后执行 `reboot`，并查看 `cat /proc/cgroups`。',
      ],
      findings: {
        said: '{what}（{times} 次，最近一次在 {last}）',
        was: '{last} 之后未再出现：{what}（共 {times} 次）',
      },
    },
  },
});
