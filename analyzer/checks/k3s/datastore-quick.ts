import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The datastore is slow. kine tells each query over a second, etcd each request over 100 ms:
 *
 * ```
 * level=info msg="Slow SQL (started: …) (total time: 2.5s): …"
 * {"level":"warn",…,"msg":"apply request took too long","took":"1.2s","expected-duration":"100ms",…}
 * ```
 *
 * etcd says it of single requests on healthy nodes, too: only requests of a second and more are meant.
 */
const said = logMatches({
  in: k3sLogs,
  pattern:
    /Slow SQL ?\(started.{1,80}?\(total time: (?<sql>(?:\d{1,5}(?:\.\d{1,12})?|\d{1,3}m[\d.]{1,12})s)|apply request took too long","took":"(?<etcd>(?:\d{1,5}(?:\.\d{1,12})?|\d{1,3}m[\d.]{1,12})s)"/,
  anchor: ['Slow SQL', 'apply request took too long'],
});

export default defineLogCheck({
  severity: 'warning',
  explainedBy: [
    'disk/no-io-errors',
    'disk/filesystems-not-full',
    'cpu/disk-waits-short',
    'cpu/not-waiting-for-disks',
    'disk/links-steady',
    'disk/nvme-answers',
    'cpu/not-stolen',
    'disk/not-saturated',
  ],
  only: 'k3s',
  log: said,
  atLeast: 20,

  messages: {
    en: {
      passed: 'The datastore of k3s answers in time',
      failed: 'The datastore of k3s is slow',
      why: 'All of Kubernetes waits for the datastore: leases are renewed late, components lose their leadership and k3s restarts. The disk is slow or shared with something busy, or the database is far away.',
      fix: [
        'Look at the disk below `/var/lib/rancher/k3s/server/db`: `iostat -xdk 1 3`; etcd wants an SSD of its own.',
        'sqlite that has grown large: `ls -lh /var/lib/rancher/k3s/server/db`; k3s compacts it by itself, a very large one is better moved to etcd.',
        'MySQL or PostgreSQL: look at its load and at the way to it.',
      ],
      findings: {
        said: 'The datastore took longer than a second, {times}×, last at {last}.',
        was: 'Until {last} the datastore took longer than a second, {times}×.',
      },
    },
    'zh-CN': {
      passed: 'k3s 的数据存储响应及时',
      failed: 'k3s 的数据存储响应缓慢',
      why: 'Kubernetes 的所有组件都依赖数据存储：租约续期延迟，组件失去 leader 身份，k3s 会重启。原因通常是磁盘慢或与其他繁忙业务共用，或数据库距离过远。',
      fix: [
        '检查 `/var/lib/rancher/k3s/server/db` 所在磁盘：`iostat -xdk 1 3`；etcd 建议使用独立的 SSD。',
        '若 sqlite 文件过大：`ls -lh /var/lib/rancher/k3s/server/db`；k3s 会自动压缩，过大时建议迁移到 etcd。',
        'MySQL 或 PostgreSQL：检查其负载及网络。',
      ],
      findings: {
        said: '数据存储响应超过一秒，共 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前数据存储响应超过一秒，共 {times} 次。',
      },
    },
  },
});
