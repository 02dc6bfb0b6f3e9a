import { defineCheck } from '../../check.js';
import { auditStatus } from '../../facts/system/audit-status.js';
import { hasAudit } from '../../facts/system/has-audit.js';

const HIGH = 0.8;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['auditd/no-docker-watch'],
  onlyIf: hasAudit,
  needs: { status: auditStatus },

  messages: {
    en: {
      passed: 'Audit records do not pile up',
      failed: 'Audit records pile up',
      why: 'Records wait in the kernel until auditd takes them. When the queue is full every process that causes one is held up, for up to a minute, and then the record is lost.',
      fix: [
        'Look for rules on directories of docker: `auditctl -l | grep -E "docker|containerd"`, and take them out as the finding about them says.',
        'Raise the limit: `auditctl -b 8192`, and `-b 8192` in `/etc/audit/rules.d/audit.rules`.',
        'See that auditd runs and that its disk is not slow: `systemctl status auditd`, `iotop -o -d 1`.',
      ],
      doesNotApply: 'This node has no auditd.',
      findings: {
        full: '{backlog} records wait; the kernel holds at most {limit}.',
        noReader: '{backlog} records wait, and no auditd takes them (its process is {pid}).',
      },
    },
    'zh-CN': {
      passed: '审计记录没有积压',
      failed: '审计记录积压',
      why: '记录在内核中等待 auditd 取走。队列满时，产生记录的进程会被阻塞，最长一分钟，之后记录会丢失。',
      fix: [
        '查找针对 docker 目录的规则：`auditctl -l | grep -E "docker|containerd"`，并按相应结论中的步骤删除。',
        '调大上限：`auditctl -b 8192`，并在 `/etc/audit/rules.d/audit.rules` 中写入 `-b 8192`。',
        '确认 auditd 正在运行且磁盘不慢：`systemctl status auditd`，`iotop -o -d 1`。',
      ],
      doesNotApply: '该节点未安装 auditd。',
      findings: {
        full: '有 {backlog} 条记录在等待，内核最多保留 {limit} 条。',
        noReader: '有 {backlog} 条记录在等待，而没有 auditd 取走（其进程号为 {pid}）。',
      },
    },
  },

  run({ status }, report) {
    const backlog = status.get('backlog');
    const limit = status.get('backlog_limit');
    const pid = status.get('pid');
    if (!backlog || !limit || limit.value === 0 || backlog.value < limit.value * HIGH) return;
    const evidence = [backlog.at, limit.at];
    if (pid?.value === 0)
      report('noReader', { params: { backlog: backlog.value, pid: 0 }, evidence: [...evidence, pid.at] });
    else report('full', { params: { backlog: backlog.value, limit: limit.value }, evidence });
  },
});
