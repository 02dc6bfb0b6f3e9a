import { smartdLog } from '../../../bundle/specs/logs.js';
import { defineCheck, seenIn } from '../../check.js';
import { deriveFact, logMatches, optional, outcomeOf, ParseError } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { smartdLogs } from '../../facts/logs/log-sources.js';
import { timeText } from '../../facts/plain-text.js';
import { plainCapture } from '../../log-check.js';
import { faded, recencyOf } from '../../recency.js';

/**
 * smartd asked the disk, and it said that it fails (smartmontools, smartd.cpp):
 *
 * ```
 * Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors
 * Device: /dev/sda [SAT], 3 Offline uncorrectable sectors
 * Device: /dev/sda [SAT], FAILED SMART self-check. BACK UP DATA NOW!
 * Device: /dev/nvme0, Critical Warning (0x04): Reliability
 * ```
 */
const said = logMatches({
  in: smartdLogs,
  pattern:
    /(?<what>Device: \S{1,60}(?: \[\w+\])?,? (?:\d+ (?:Currently unreadable \(pending\)|Offline uncorrectable) sectors|FAILED SMART self-check|Critical Warning \(0x\w+\)|Failed SMART usage Attribute).{0,80})/,
  anchor: [
    'Currently unreadable',
    'Offline uncorrectable sectors',
    'FAILED SMART self-check',
    'Critical Warning (0x',
    'Failed SMART usage',
  ],
});

const heard = deriveFact({ name: 'what smartd heard', needs: { said }, derive: known => known.said });

export default defineCheck({
  severity: 'critical',
  needs: { log: optional(heard), asked: optional(outcomeOf(smartdLog)), now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'The disks say of themselves that they are well',
      failed: 'A disk says of itself that it is failing',
      why: 'Sectors cannot be read any more, or the disk has judged itself broken. Read errors, filesystems that turn read-only, and the loss of the disk follow.',
      fix: [
        'Drain the node, which moves its pods away: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`. Then save what cannot be made again.',
        'Look at the disk: `smartctl -a /dev/DISK`.',
        'Replace it.',
      ],
      doesNotApply: 'smartd has logged nothing: it does not run on this node, as on most virtual machines.',
      findings: {
        said: 'Logged {times}×, last at {last}: {what}',
        was: 'Logged {times}× until {last}, and not since: {what}',
      },
    },
    'zh-CN': {
      passed: '磁盘自检结果正常',
      failed: '磁盘自检显示即将失效',
      why: '部分扇区已无法读取，或磁盘自检判定为故障。随后会出现读取错误、文件系统只读，直至磁盘失效。',
      fix: [
        '排空节点（其上的 Pod 会被迁走）：`kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`，并备份无法重建的数据。',
        '查看磁盘：`smartctl -a /dev/磁盘`。',
        '更换磁盘。',
      ],
      doesNotApply: 'smartd 没有日志：该节点未运行 smartd，虚拟机大多如此。',
      findings: {
        said: '日志中出现 {times} 次，最近一次在 {last}：{what}',
        was: '日志中曾出现 {times} 次，最后一次在 {last}，此后未再出现：{what}',
      },
    },
  },

  // The journal was read and has no line of it.
  applies: ({ log, asked }) => log !== undefined || asked?.outcome.outcome !== 'ok',

  run({ log, now }, report) {
    if (!log) throw new ParseError('the log of smartd could not be read');
    const { first, last } = log;
    if (!last) return;
    // A disk that failed once today is not sound because it was silent for half an hour.
    const recency = recencyOf(last.at.time, now, 24 * 60);
    report(recency === 'now' ? 'said' : 'was', {
      severity: faded('critical', recency),
      params: { times: log.count, last: timeText(last.at.time), what: plainCapture(last.captures['what']) },
      evidence: [...new Set([first?.at, last.at])],
      seen: seenIn(log),
    });
  },
});
