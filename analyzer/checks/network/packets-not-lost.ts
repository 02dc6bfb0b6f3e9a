import { defineCheck } from '../../check.js';
import { interfaceCounters, type Traffic } from '../../facts/network/interfaces.js';
import { percentText } from '../../facts/plain-text.js';

const CARD = /^(?:eth|en|em|bond|ib|p\d)/;
/** The counters reach back to the start of the card: a share says more than a number, once there are enough. */
const FEWEST = 1000;
const DAMAGED = 0.001;
/** Packets of protocols that nobody listens to count as dropped, too: some per cent are common, so that only many are news. */
const LOST = 0.05;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['network/links-up'],
  needs: { counters: interfaceCounters },

  messages: {
    en: {
      passed: 'The network cards lose hardly any packets',
      failed: 'A network card loses packets',
      why: 'Errors are packets that came damaged: cable, transceiver, switch port. Dropped ones found no room, because the node could not take them in time or something uses more bandwidth than there is. Lost packets are sent again: everything gets slow, and probes run out of time.',
      fix: [
        'See what kind they are: `ethtool -S {name} | grep -iE "err|drop|crc|miss|fifo"`, and whether they still grow: `ip -s link show {name}` twice.',
        'Look at the network curve in the monitoring of the node, and for a pod that takes up the bandwidth: `iftop -i {name}`, `nethogs {name}`.',
        'Of errors: change cable, transceiver or port. Of drops: larger queues (`ethtool -G {name} rx 4096`; the link may be lost for a second), and spread interrupts over processors (irqbalance).',
      ],
      findings: {
        errors: '{name}: {count} of {packets} packets {direction} were damaged ({percent} %).',
        dropped: '{name}: {count} of {packets} packets {direction} were dropped ({percent} %).',
      },
    },
    'zh-CN': {
      passed: '网卡几乎没有丢包',
      failed: '网卡丢包',
      why: '错误（errors）表示数据包到达时已损坏：网线、光模块或交换机端口。丢弃（dropped）表示没有空间接收：节点处理不及时，或带宽被占满。丢失的数据包需要重传：一切都会变慢，探针可能超时。',
      fix: [
        '查看类型：`ethtool -S {name} | grep -iE "err|drop|crc|miss|fifo"`，并两次执行 `ip -s link show {name}` 确认是否仍在增长。',
        '通过节点监控查看网络增长曲线，检查是否有 Pod 占用网络带宽过多：`iftop -i {name}`，`nethogs {name}`。',
        '错误：更换网线、光模块或端口。丢弃：调大队列（`ethtool -G {name} rx 4096`，链路可能中断约一秒），并将中断分散到多个 CPU（irqbalance）。',
      ],
      findings: {
        errors: '{name}：{packets} 个数据包（{direction}）中有 {count} 个损坏（{percent} %）。',
        dropped: '{name}：{packets} 个数据包（{direction}）中有 {count} 个被丢弃（{percent} %）。',
      },
    },
  },

  run({ counters }, report) {
    for (const { name, received, sent } of counters) {
      if (!CARD.test(name)) continue;
      const both: [string, Traffic | undefined][] = [
        ['RX', received],
        ['TX', sent],
      ];
      for (const [direction, traffic] of both) {
        if (!traffic) continue;
        const { packets, errors, dropped, at } = traffic;
        const say = (count: number) => ({
          params: { name, direction, count, packets, percent: percentText(count, packets + count) },
          evidence: [at],
        });
        if (errors >= FEWEST && errors / (packets + errors) >= DAMAGED) report('errors', say(errors));
        if (dropped >= FEWEST && dropped / (packets + dropped) >= LOST) report('dropped', say(dropped));
      }
    }
  },
});
