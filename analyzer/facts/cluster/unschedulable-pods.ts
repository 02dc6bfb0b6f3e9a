import { deriveFact } from '../../fact.js';
import { type WarningEvent, warningEvents } from './warning-events.js';

/** Why a pod found no node. */
export interface Unschedulable {
  readonly event: WarningEvent;
  /** Nodes of the cluster. */
  readonly nodes: number;
  /** `Insufficient cpu`, `node(s) had untolerated taint {…}`, with the number of nodes that it is true of. */
  readonly reasons: readonly { readonly text: string; readonly nodes: number }[];
}

/**
 * What the scheduler says of pods that wait. Up to 1.23 without the preemption:
 *
 * ```
 * 0/2 nodes are available: 2 Insufficient cpu.
 * 0/5 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/5 nodes …
 * ```
 */
export const unschedulablePods = deriveFact({
  name: 'pods that find no node',
  needs: { events: warningEvents },
  derive: ({ events }): readonly Unschedulable[] =>
    events.flatMap(event => {
      const [, nodes, rest] = /^0\/(\d+) nodes are available: (.*)$/.exec(event.message) ?? [];
      if (event.reason !== 'FailedScheduling' || nodes === undefined || rest === undefined) return [];
      const [filters = ''] = rest.split(/\.? preemption: /);
      const reasons = [...filters.matchAll(/(\d{1,9}) ((?:(?!, \d+ |\. |\.$).)+)/g)].map(([, count, text = '']) => ({
        text: text.trim(),
        nodes: Number(count),
      }));
      return [{ event, nodes: Number(nodes), reasons }];
    }),
});
