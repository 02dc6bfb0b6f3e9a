import { logMatches } from '../../fact.js';
import { podNetworkLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * runc cannot make the keyring of a container:
 *
 * ```
 * runc create failed: unable to start container process: unable to join session keyring: unable to create session key: disk quota exceeded
 * ```
 */
const said = logMatches({
  in: podNetworkLogs,
  pattern: /(?<what>(?:unable to )?(?:join|create) session key(?:ring)?: .{0,60}disk quota exceeded)/,
  anchor: 'disk quota exceeded',
});

export default defineLogCheck({
  severity: 'critical',

  log: said,
  captures: ['what'],

  messages: {
    en: {
      passed: 'The kernel gives every container a keyring',
      failed: 'Containers cannot start: the kernel gives no more keyrings',
      why: "Every container gets a keyring, and all of root's containers share a limit. `disk quota` in the message has nothing to do with disks.",
      fix: [
        'Raise the limits at once: `sysctl -w kernel.keys.root_maxkeys=1000000 kernel.keys.maxkeys=20000 kernel.keys.maxbytes=2000000`.',
        'Keep them: put the same into `/etc/sysctl.d/99-keys.conf`. The pods then start by themselves.',
      ],
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '内核可为容器分配密钥环',
      failed: '容器无法启动：内核密钥环数量已达上限',
      why: '每个容器都会分配一个密钥环，root 的所有容器共用一个上限。报错中的 `disk quota` 与磁盘无关。',
      fix: [
        '立即调大上限：`sysctl -w kernel.keys.root_maxkeys=1000000 kernel.keys.maxkeys=20000 kernel.keys.maxbytes=2000000`。',
        '永久生效：写入 `/etc/sysctl.d/99-keys.conf`。Pod 随后会自动启动。',
      ],
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },
});
