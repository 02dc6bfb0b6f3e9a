import type { Bundle } from '../bundle.js';
import type { Severity } from '../check.js';
import { readFact } from '../engine.js';
import { type NodeEvent, nodeEvents } from '../facts/cluster/node-events.js';
import { nodeObject } from '../facts/cluster/node-object.js';
import type { Happening } from './happenings.js';

type Changed = Extract<Happening, { readonly kind: 'condition' }>;

/** What Kubernetes calls the changes of its own conditions in events; of a node that is not Ready it says no more. */
const CHANGES: Readonly<Record<string, readonly [condition: string, status: string]>> = {
  NodeReady: ['Ready', 'True'],
  NodeNotReady: ['Ready', 'False/Unknown'],
  NodeHasInsufficientMemory: ['MemoryPressure', 'True'],
  NodeHasSufficientMemory: ['MemoryPressure', 'False'],
  NodeHasDiskPressure: ['DiskPressure', 'True'],
  NodeHasNoDiskPressure: ['DiskPressure', 'False'],
  NodeHasInsufficientPID: ['PIDPressure', 'True'],
  NodeHasSufficientPID: ['PIDPressure', 'False'],
};
/** An event comes a moment after the change. */
const SAME_MS = 60_000;

/** When conditions of the node changed: the last time of each by the Node object, those of the last hour by events. */
export function conditionHappenings(bundle: Bundle): Changed[] {
  const last = (readFact(bundle, nodeObject)?.conditions ?? []).flatMap(
    ({ type, status, message, lastTransition, at }): Changed[] =>
      lastTransition === undefined ? [] : [changed(type, status, message, lastTransition, at)],
  );
  const before = (readFact(bundle, nodeEvents) ?? [])
    .flatMap(ofEvent)
    .filter(one => !last.some(({ condition, at }) => condition === one.condition && Math.abs(one.at - at) <= SAME_MS));
  return [...before, ...last];
}

/** Of one that came again and again the first and the last. */
function ofEvent({ reason, message, first, last, at }: NodeEvent): Changed[] {
  const [condition, status] = CHANGES[reason] ?? [];
  if (condition === undefined || status === undefined) return [];
  const times = new Set([first, last].filter(time => time !== undefined));
  return [...times].map(time => changed(condition, status, message, time, at));
}

function changed(
  condition: string,
  status: string,
  message: string,
  at: number,
  evidence: Changed['evidence'],
): Changed {
  const severity = severityOf(condition, status);
  return {
    kind: 'condition',
    at,
    condition,
    status,
    message,
    ...(evidence && { evidence }),
    ...(severity && { severity }),
  };
}

/** Of the conditions of Kubernetes itself; others mean well or ill by `True`, and no rule tells. */
function severityOf(condition: string, status: string): Severity | undefined {
  if (condition === 'Ready' && status !== 'True') return 'critical';
  return /Pressure$|^NetworkUnavailable$/.test(condition) && status === 'True' ? 'warning' : undefined;
}
