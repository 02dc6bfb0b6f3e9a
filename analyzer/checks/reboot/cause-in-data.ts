import { defineCheck } from '../../check.js';
import { timeText } from '../../facts/plain-text.js';
import { bootLogs } from '../../facts/system/boot-logs.js';
import { boots } from '../../facts/system/boots.js';

export default defineCheck({
  severity: 'warning',
  standsFor: ['reboot/clean', 'reboot/not-in-a-loop'],
  needs: { boots, logs: bootLogs },

  messages: {
    en: {
      passed: 'The journal has the end of the boot before',
      failed: 'The reason of the reboot lies outside of what the node keeps',
      why: 'The node went down without a shutdown, and its journal was in memory: what the kernel and the services said last is gone. Nothing on the node tells any more whether it was the power, the hypervisor, the hardware or the kernel.',
      fix: [
        'Ask whoever runs the machine what happened before {time}: events of the cloud or the hypervisor, the event log of the BMC (`ipmitool sel list`), power and maintenance.',
        'Look at the monitoring of the node for the minutes before: load, memory, temperature.',
        'So that the next one can be explained: `mkdir -p /var/log/journal; systemctl restart systemd-journald`, and set up kdump.',
      ],
      findings: {
        gone: 'The node came up at {time} without a shutdown before it, and the journal begins with that boot.',
      },
    },
    'zh-CN': {
      passed: '日志包含上一次启动结束前的内容',
      failed: '重启原因不在节点保留的数据之内',
      why: '节点在没有正常关机的情况下中断，而日志只保存在内存中：内核和各服务最后的输出已丢失。节点上已无法判断是电源、虚拟化平台、硬件还是内核所致。',
      fix: [
        '向服务器或云平台的管理方了解 {time} 之前发生的情况：云平台或虚拟化平台事件、BMC 事件日志（`ipmitool sel list`）、电源与维护操作。',
        '查看节点监控中重启前几分钟的数据：负载、内存、温度。',
        '为便于下次定位：`mkdir -p /var/log/journal; systemctl restart systemd-journald`，并配置 kdump。',
      ],
      findings: { gone: '节点于 {time} 启动，此前没有正常关机，而日志从这次启动才开始。' },
    },
  },

  run({ boots: [running, before], logs }, report) {
    if (before?.end !== 'unclean' || logs.length > 1) return;
    const time = running?.time ?? logs[0]?.first;
    report('gone', {
      params: { time: timeText(time) },
      evidence: [running?.at, before.at, logs[0]?.at],
      seen: time === undefined ? {} : { last: time },
    });
  },
});
