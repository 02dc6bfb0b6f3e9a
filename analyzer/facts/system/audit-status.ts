import { auditStatus as auditStatusSpec } from '../../../bundle/specs/audit.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A counter of the kernel's audit system with the line that has it. */
export interface AuditCounter {
  readonly value: number;
  readonly at: Evidence;
}

/**
 * The counters of `auditctl -s` by the kernel's names: `lost`, `backlog`, `backlog_limit`. One a line, or
 * all in one on EL6: `AUDIT_STATUS: enabled=1 flag=1 pid=1366 rate_limit=0 backlog_limit=320 lost=0 backlog=0`.
 * Unknown when the collector was not root, or in a container.
 */
export const auditStatus = defineFact<ReadonlyMap<string, AuditCounter>>({
  name: 'the state of auditd',
  from: auditStatusSpec,
  parse: source => {
    const counters = new Map<string, AuditCounter>();
    for (const at of source.lines) {
      for (const [, name, value] of at.text.matchAll(/([a-z_]{1,40})[ =](\d{1,20})\b/g)) {
        if (name && !counters.has(name)) counters.set(name, { value: Number(value), at });
      }
    }
    if (!counters.has('lost')) throw new ParseError('shows no count of lost records', source.lines[0]);
    return counters;
  },
});
