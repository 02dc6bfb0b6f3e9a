import { defineCheck } from '../../check.js';
import { optional, ParseError } from '../../fact.js';
import { uptimeSeconds } from '../../facts/collected-at.js';
import { tcpCounters } from '../../facts/network/counters.js';
import { listeners } from '../../facts/network/listeners.js';

/** The counter is that of the whole uptime: a burst at some start does not come near. */
const MANY_PER_HOUR = 100;

export default defineCheck({
  severity: 'warning',

  needs: { listeners: optional(listeners), counters: optional(tcpCounters), uptime: optional(uptimeSeconds) },

  messages: {
    en: {
      passed: 'Programs of the node accept their connections in time',
      failed: 'Programs of the node do not accept their connections in time',
      why: 'Connections that have been made wait in a queue until the program takes them. The queue is full: further ones are dropped, and those who ask wait or give up. The program hangs or lacks processor, or the queue is short.',
      fix: [
        'See whose queue is full: `ss -lntp` (Recv-Q has reached Send-Q).',
        'If the program hangs, look at it: `ps -eo pid,stat,wchan:32,comm | grep PROGRAM`. Restarting it ends its connections.',
        'Raise the queue: `sysctl -w net.core.somaxconn=32768`, and the backlog in the program itself.',
      ],
      findings: {
        waiting: '{program} on port {port} has {waiting} connections waiting, its queue takes {backlog}.',
        overflowed: 'The queues have overflowed {count} times since boot, {perHour} times an hour.',
      },
    },
    'zh-CN': {
      passed: '节点上的程序能及时接受连接',
      failed: '节点上的程序未能及时接受连接',
      why: '已建立的连接在队列中等待程序接受。队列已满时，后续连接会被丢弃，请求方会等待或放弃。原因是程序卡住或缺少 CPU，或队列过短。',
      fix: [
        '查看哪个队列已满：`ss -lntp`（Recv-Q 达到 Send-Q）。',
        '若程序卡住，请检查：`ps -eo pid,stat,wchan:32,comm | grep 程序名`。重启程序会中断其连接。',
        '调大队列：`sysctl -w net.core.somaxconn=32768`，以及程序自身的 backlog。',
      ],
      findings: {
        waiting: '端口 {port} 上的 {program} 有 {waiting} 个连接在等待，其队列容量为 {backlog}。',
        overflowed: '自启动以来队列溢出 {count} 次，平均每小时 {perHour} 次。',
      },
    },
  },

  run({ listeners: open, counters, uptime }, report) {
    if (!open && !counters) throw new ParseError('neither `ss -lntup` nor the counters of TCP are in the bundle');
    for (const { process, port, waiting = 0, backlog = 0, at } of open ?? []) {
      // A backlog of 0 to 5 is that of small tools that take one connection at a time.
      if (backlog <= 5 || waiting < backlog) continue;
      report('waiting', { params: { program: process ?? '?', port, waiting, backlog }, evidence: [at] });
    }
    const overflows = counters?.get('ListenOverflows');
    if (!overflows || uptime === undefined || uptime < 3600) return;
    const perHour = Math.round(overflows.value / (uptime / 3600));
    if (perHour < MANY_PER_HOUR) return;
    report('overflowed', { params: { count: overflows.value, perHour }, evidence: [overflows.at] });
  },
});
