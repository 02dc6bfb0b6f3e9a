import { defineCheck } from '../../check.js';
import { optional } from '../../fact.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import { auditBacklog } from '../../facts/system/audit-log.js';
import { auditWatches } from '../../facts/system/audit-rules.js';
import { hasAudit } from '../../facts/system/has-audit.js';

/** Where runtimes write with every image, container and layer. */
const DATA = {
  docker: ['/var/lib/docker'],
  containerd: ['/var/lib/containerd', '/run/containerd', '/var/lib/rancher'],
};

export default defineCheck({
  severity: 'critical',
  onlyIf: hasAudit,
  needs: { watches: auditWatches, runtime: optional(containerRuntime), backlog: optional(auditBacklog) },

  messages: {
    en: {
      passed: 'auditd does not watch the data of the container runtime',
      failed: 'auditd watches the data of the container runtime',
      why: 'Every file that a container or an image touches below the watched directory makes an audit record. When many containers restart or write many files, auditd swamps the disk and the kernel loses records (`audit: backlog limit exceeded`). Rules on single files such as `/usr/bin/dockerd` are harmless, and are left alone here.',
      fix: [
        'The guide knows two ways around the rules: upgrade the cluster to its next major version, or move the node to containerd (drain it first: that interrupts its pods). Otherwise take the rules out:',
        "`test -f /etc/audit/rules.d/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/rules.d/audit.rules`",
        "`test -f /etc/audit/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/audit.rules`",
        'If the rule of the finding has another key, delete its line from these files by hand.',
        'Load the rules again: `service auditd restart` (systemctl refuses it on Red Hat), then look: `auditctl -l`. When `auditctl -s` shows `enabled 2` only a reboot does it.',
      ],
      doesNotApply: 'This node has no auditd.',
      findings: {
        withBacklog: 'auditd watches {path} and all below it, and the kernel loses audit records.',
        watched: 'auditd watches {path} and all below it.',
        unused: 'auditd watches {path} and all below it; the runtime of this node does not write there.',
      },
    },
    'zh-CN': {
      passed: 'auditd 未监控容器运行时的数据目录',
      failed: 'auditd 正在监控容器运行时的数据目录',
      why: '容器或镜像在被监控目录下访问的每个文件都会产生审计记录。大量容器反复重启或写入海量文件时，auditd 会占满磁盘 IO，内核也会丢失记录（`audit: backlog limit exceeded`）。针对单个文件（如 `/usr/bin/dockerd`）的规则无害，此处不涉及。',
      fix: [
        '可通过升级集群到下一个大版本，或改用 containerd 运行时（会中断该节点上的 Pod，请先排空节点）来规避；否则请删除这些规则：',
        "`test -f /etc/audit/rules.d/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/rules.d/audit.rules`",
        "`test -f /etc/audit/audit.rules && sed -i.bak -E '/ -(k |F key=)docker/d' /etc/audit/audit.rules`",
        '若结论中的规则使用其他 key，请在上述文件中手工删除对应行。',
        '应用新的规则：`service auditd restart`（Red Hat 系统上 systemctl 会拒绝该操作），再用 `auditctl -l` 确认。若 `auditctl -s` 显示 `enabled 2`，则只有重启节点才能生效。',
      ],
      doesNotApply: '该节点未安装 auditd。',
      findings: {
        withBacklog: 'auditd 监控了 {path} 及其下所有内容，且内核正在丢失审计记录。',
        watched: 'auditd 监控了 {path} 及其下所有内容。',
        unused: 'auditd 监控了 {path} 及其下所有内容，但该节点的运行时并不在此写入。',
      },
    },
  },

  run({ watches, runtime, backlog }, report) {
    const losing = backlog?.losing === true;
    for (const { path, recursive, at } of watches) {
      if (!recursive) continue;
      const users = (['docker', 'containerd'] as const).filter(name => DATA[name].some(dir => overlap(path, dir)));
      if (users.length === 0) continue;
      // docker keeps its images in /var/lib/docker, and runs its containers through containerd.
      const used = runtime === undefined || users.some(name => name === runtime.name);
      const params = { path };
      if (used && losing) report('withBacklog', { params, evidence: [at, backlog?.hits.last?.at] });
      else if (used) report('watched', { params, evidence: [at], severity: 'warning' });
      else report('unused', { params, evidence: [at], severity: 'info' });
    }
  },
});

/** Whether one lies below the other, or both are the same. */
function overlap(a: string, b: string): boolean {
  return a === b || a === '/' || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}
