import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * A machine without a battery for its clock starts in 1970, and k3s refuses (pkg/daemons):
 *
 * ```
 * level=fatal msg="server time isn't set properly: 1970-01-01 00:00:17 +0000 UTC"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern: /server time isn't set properly: (?<time>[0-9: +-]{10,40})/,
  anchor: "server time isn't set properly",
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['ntp/daemon-running', 'ntp/synchronised'],
  only: 'k3s',
  log: said,
  captures: ['time'],

  messages: {
    en: {
      passed: 'The clock was set when k3s started',
      failed: 'k3s started before the clock was set',
      why: 'Certificates would begin in 1970. k3s ends, and starts when the time has come from the network; without a time server it never does.',
      fix: [
        'Set the clock: `chronyc makestep`, or by hand `date -s "<date>"`, then restart it: `systemctl restart k3s` (agents: `systemctl restart k3s-agent`). Running containers are not affected.',
        'Let k3s wait for the time: `systemctl edit k3s`, with `After=time-sync.target` and `Wants=time-sync.target` under `[Unit]`.',
      ],
      findings: {
        said: 'By the clock it was {time}, said {times}×.',
        was: 'By the clock it was {time}, said {times}×, and not since {last}.',
      },
    },
    'zh-CN': {
      passed: 'k3s 启动时时钟已设置',
      failed: 'k3s 启动时时钟尚未设置',
      why: '否则证书会从 1970 年开始生效。k3s 会退出，待从网络获得时间后才能启动；若没有时间服务器则一直无法启动。',
      fix: [
        '设置时钟：`chronyc makestep`，或手动执行 `date -s "<date>"`，然后重启服务：`systemctl restart k3s`（agent 节点：`systemctl restart k3s-agent`），不会影响运行中的容器。',
        '让 k3s 等待时间同步：`systemctl edit k3s`，在 `[Unit]` 下添加 `After=time-sync.target` 与 `Wants=time-sync.target`。',
      ],
      findings: {
        said: '当时的时钟为 {time}，共出现 {times} 次。',
        was: '当时的时钟为 {time}，共出现 {times} 次，{last} 之后未再出现。',
      },
    },
  },
});
