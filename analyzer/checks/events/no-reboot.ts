import { defineEventCheck } from '../../event-check.js';

export default defineEventCheck({
  severity: 'warning',
  explainedBy: ['reboot/clean'],
  reasons: ['Rebooted'],

  messages: {
    en: {
      passed: 'No event of the last hour says that the node was rebooted',
      failed: 'The node was rebooted in the last hour',
      why: 'The kubelet found another boot id than before: the machine was restarted. All pods of the node were interrupted. Whether it was planned the event does not tell; see the section about unexpected reboots.',
      fix: [
        'Ask whether somebody rebooted the node: `last -x reboot shutdown | head`.',
        'If nobody did, look at the end of the boot before: `journalctl --boot=-1 -e`, and at the machine itself (power, hardware, hypervisor).',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有节点重启的记录',
      failed: '节点在最近一小时内重启过',
      why: 'kubelet 发现启动 ID 与之前不同：服务器曾重启，该节点上的所有 Pod 都被中断。事件本身无法说明是否为计划内重启，请参见“异常重启”一节。',
      fix: [
        '确认是否有人重启过该节点：`last -x reboot shutdown | head`。',
        '若无人操作，请查看上一次启动末尾的日志：`journalctl --boot=-1 -e`，并检查服务器本身（电源、硬件、虚拟化平台）。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
