import { deriveFact, optional } from '../../fact.js';
import { isInstalled } from '../units/unit-state.js';
import { unitStates } from '../units/unit-states.js';
import { auditWatches } from './audit-rules.js';
import { auditStatus } from './audit-status.js';

/** Whether something audits on this node: auditd is installed, or auditctl answers. Unknown when no unit is known. */
export const hasAudit = deriveFact({
  name: 'whether the node has auditd',
  needs: { units: unitStates, status: optional(auditStatus), watches: optional(auditWatches) },
  derive({ units, status, watches }): boolean {
    const auditd = units.find('auditd');
    return status !== undefined || watches !== undefined || auditd === undefined || isInstalled(auditd);
  },
});
