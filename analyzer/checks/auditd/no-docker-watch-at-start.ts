import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { auditFileRules } from '../../facts/system/audit-rule-files.js';
import { auditWatches } from '../../facts/system/audit-rules.js';
import { hasAudit } from '../../facts/system/has-audit.js';

export default defineCheck({
  severity: 'warning',

  onlyIf: hasAudit,
  needs: { files: auditFileRules, loaded: optional(auditWatches) },

  messages: {
    en: {
      passed: 'auditd will not watch the data of the container runtime after its next start',
      failed: 'auditd will watch the data of the container runtime after its next start',
      why: 'The rule is in the files that auditd loads when it starts, and not among those that are loaded now: somebody took it out with `auditctl -d`, or the kernel refused it. With the next start of auditd or of the node it comes back, and with it records for every file that containers touch.',
      fix: [
        "`test -f /etc/audit/rules.d/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/rules.d/audit.rules`",
        "`test -f /etc/audit/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/audit.rules`",
        'If the rule has another key or is in another file, delete its line by hand.',
      ],
      doesNotApply: 'This node has no auditd.',
      findings: {
        waits: 'The rule on {path} is in a file of auditd and is not loaded now.',
        unseen: 'The rule on {path} is in a file of auditd; whether it is loaded could not be asked.',
      },
    },
    'zh-CN': {
      passed: 'auditd 下次启动后不会监控容器运行时的数据目录',
      failed: 'auditd 下次启动后将监控容器运行时的数据目录',
      why: '该规则存在于 auditd 启动时加载的文件中，但当前未加载：可能有人用 `auditctl -d` 临时删除，或被内核拒绝。auditd 或节点下次启动后规则会恢复，容器访问的每个文件又会产生审计记录。',
      fix: [
        "`test -f /etc/audit/rules.d/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/rules.d/audit.rules`",
        "`test -f /etc/audit/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/audit.rules`",
        '若规则使用其他 key 或位于其他文件，请手工删除对应行。',
      ],
      doesNotApply: '该节点未安装 auditd。',
      findings: {
        waits: '{path} 的规则存在于 auditd 的文件中，当前未加载。',
        unseen: '{path} 的规则存在于 auditd 的文件中，无法确认当前是否已加载。',
      },
    },
  },

  run({ files, loaded }, report) {
    for (const { path, at } of files) {
      if (loaded?.some(watch => watch.path === path.replace(/\/$/, ''))) continue;
      report(loaded ? 'waits' : 'unseen', { params: { path }, evidence: [at] });
    }
  },
});
