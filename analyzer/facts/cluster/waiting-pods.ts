import type { Evidence } from '../../fact.js';
import type { Unschedulable } from './unschedulable-pods.js';

/** Pods that wait for the same thing. */
export interface Waiting {
  /** `Insufficient memory`, with the number of nodes it is true of, and of all. */
  readonly reason: string;
  readonly nodes: number;
  readonly all: number;
  /** The first few by name, and how many more: `default/a, default/b +3`. */
  readonly pods: string;
  readonly times: number;
  readonly first?: number;
  readonly last?: number;
  readonly at: readonly Evidence[];
}

/** So many are named: a Deployment may have hundreds. */
const NAMED = 3;

/** The pods that wait for a reason of the scheduler that matches, together by reason. */
export function waitingFor(pods: readonly Unschedulable[], wanted: RegExp): Waiting[] {
  const groups = new Map<
    string,
    { readonly events: Unschedulable[]; readonly reason: string; readonly nodes: number }
  >();
  for (const pod of pods) {
    for (const { text: reason, nodes } of pod.reasons) {
      if (!wanted.test(reason)) continue;
      const key = `${nodes}/${pod.nodes} ${reason}`;
      const group = groups.get(key) ?? { events: [], reason, nodes };
      group.events.push(pod);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ events, reason, nodes }) => {
    const names = [...new Set(events.map(({ event }) => event.object))];
    const more = names.length - NAMED;
    const firsts = events.flatMap(({ event }) => event.first ?? []);
    const lasts = events.flatMap(({ event }) => event.last ?? []);
    return {
      reason,
      nodes,
      all: events[0]?.nodes ?? nodes,
      pods: `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` +${more}` : ''}`,
      times: events.reduce((sum, { event }) => sum + event.count, 0),
      ...(firsts.length > 0 && { first: Math.min(...firsts) }),
      ...(lasts.length > 0 && { last: Math.max(...lasts) }),
      at: events.slice(0, NAMED).map(({ event }) => event.at),
    };
  });
}
