import { defineCheck } from '../../check.js';
import { hasAudit } from '../../facts/system/has-audit.js';
import { diskWriters } from '../../facts/system/iotop.js';

/** 1 MB/s, from the guide. */
const LIMIT_BYTES = 10 ** 6;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['auditd/no-docker-watch'],
  onlyIf: hasAudit,
  needs: { writers: diskWriters },

  messages: {
    en: {
      passed: 'auditd hardly writes to the disk',
      failed: 'auditd keeps the disk busy',
      why: 'From 1 MB/s on it writes so much that others wait for the disk. On nodes with docker the reason is mostly rules on its directories: many containers that restart, or programs that write many files, make a record each time.',
      fix: [
        'Look for these rules: `auditctl -l | grep -E "docker|containerd"`.',
        'Three ways around them, in the order of the guide: upgrade the cluster to its next major version; move the node to containerd (drain it first: that interrupts its pods); or take the rules out:',
        "`test -f /etc/audit/rules.d/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/rules.d/audit.rules`",
        'Then load the rules again: `service auditd restart` (systemctl refuses it on Red Hat), and look again: `iotop -o -d 1`.',
      ],
      doesNotApply: 'This node has no auditd.',
      findings: {
        writes: 'auditd wrote {rate} MB/s in {samples} of the samples; the guide sets the limit at 1 MB/s.',
      },
    },
    'zh-CN': {
      passed: 'auditd 的磁盘写入量很小',
      failed: 'auditd 占用大量磁盘 IO',
      why: '达到 1 MB/s 时，其他程序会因等待磁盘而变慢。在使用 docker 的节点上，原因多为针对其目录的审计规则：大量容器反复重启或写入海量文件时，每次都会产生记录。',
      fix: [
        '查找这些规则：`auditctl -l | grep -E "docker|containerd"`。',
        '可任选一种方式：升级集群到下一个大版本；改用 containerd 运行时（请先排空节点，会中断其上的 Pod）；或删除这些规则：',
        "`test -f /etc/audit/rules.d/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/rules.d/audit.rules`",
        '然后应用新的规则：`service auditd restart`（Red Hat 系统上 systemctl 会拒绝该操作），并再次查看：`iotop -o -d 1`。',
      ],
      doesNotApply: '该节点未安装 auditd。',
      findings: {
        writes: 'auditd 在 {samples} 次采样中写入 {rate} MB/s，阈值为 1 MB/s。',
      },
    },
  },

  run({ writers }, report) {
    const busy = writers.filter(
      ({ command, bytesPerSecond }) => /(?:^|\/)auditd\b/.test(command) && bytesPerSecond >= LIMIT_BYTES,
    );
    // The guide speaks of a write that lasts: a single sample is a flush.
    if (busy.length < 2) return;
    const most = Math.max(...busy.map(({ bytesPerSecond }) => bytesPerSecond));
    report('writes', {
      params: { rate: (most / 10 ** 6).toFixed(1), samples: busy.length },
      evidence: busy.map(({ at }) => at),
    });
  },
});
