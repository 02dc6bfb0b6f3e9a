import type { NodeCondition } from './node-object.js';

/** Since when a condition has its status, and when it was last confirmed, for a finding. */
export function conditionTimes({ lastTransition, lastHeartbeat }: NodeCondition): {
  readonly first?: number;
  readonly last?: number;
} {
  return {
    ...(lastTransition !== undefined && { first: lastTransition }),
    ...(lastHeartbeat !== undefined && { last: lastHeartbeat }),
  };
}
