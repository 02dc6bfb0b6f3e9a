import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { dockerStorage } from '../../facts/runtime/docker-info.js';
import { nodeUses } from '../../facts/runtime/node-uses.js';

export default defineCheck({
  severity: 'warning',
  onlyIf: nodeUses.docker,
  needs: { storage: dockerStorage },

  messages: {
    en: {
      passed: 'The filesystem of the images fits the storage driver of docker',
      failed: 'The filesystem of the images does not fit the storage driver of docker',
      why: 'overlay2 needs a filesystem that tells the type of each file (d_type). An xfs that was formatted with `ftype=0`, as CentOS 7 did by default for a while, does not: files that were deleted come back in containers, and folders cannot be removed.',
      fix: [
        'See it: `xfs_info /var/lib/docker | grep ftype`.',
        'It can only be changed by formatting: give docker a disk of its own, `mkfs.xfs -n ftype=1`, and move `/var/lib/docker` there. Drain the node first: all its containers stop.',
      ],
      doesNotApply: 'This node does not use docker.',
      findings: { noTypes: 'docker uses {driver} on a filesystem without d_type.' },
    },
    'zh-CN': {
      passed: '镜像所在文件系统符合 docker 存储驱动的要求',
      failed: '镜像所在文件系统不符合 docker 存储驱动的要求',
      why: 'overlay2 要求文件系统支持 d_type。以 `ftype=0` 格式化的 xfs（CentOS 7 早期版本的默认值）不支持：容器中已删除的文件会重新出现，目录无法删除。',
      fix: [
        '查看：`xfs_info /var/lib/docker | grep ftype`。',
        '只能通过重新格式化修改：为 docker 准备独立磁盘，执行 `mkfs.xfs -n ftype=1`，并将 `/var/lib/docker` 迁移过去。操作前请先排空节点，其上所有容器都会停止。',
      ],
      doesNotApply: '该节点未使用 docker。',
      findings: { noTypes: 'docker 在不支持 d_type 的文件系统上使用 {driver}。' },
    },
  },

  run({ storage: { driver, supportsFileTypes, at } }, report) {
    if (!driver.startsWith('overlay')) return;
    if (!supportsFileTypes) throw new ParseError('docker info does not tell whether d_type is supported', at);
    if (!supportsFileTypes.value) report('noTypes', { params: { driver }, evidence: [supportsFileTypes.at, at] });
  },
});
