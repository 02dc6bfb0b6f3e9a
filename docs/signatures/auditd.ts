import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '18.1', what: 'audit: backlog limit exceeded', check: 'auditd/backlog-not-exceeded' },
  { id: '18.2', what: 'audit_printk_skb: callbacks suppressed', check: 'auditd/backlog-not-exceeded' },
  { id: '18.3', what: 'Rules on directories of docker, in any form', check: 'auditd/no-docker-watch' },
  { id: '18.4', what: 'auditd writes 1 MB/s and more', check: 'auditd/writes-little' },
  { id: '18.5', what: 'auditd runs out of disk space', check: 'auditd/disk-has-room' },
  { id: '18.6', what: 'The queue of the dispatcher is full', check: 'auditd/dispatcher-keeps-up' },
];
