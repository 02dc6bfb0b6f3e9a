import { deriveFact, type Evidence, ParseError } from '../../fact.js';
import { conditionOf, nodeObject } from './node-object.js';

/** A log that begins so little after a change still covers it: its first lines are about what was before. */
export const COVERED_SLACK_MS = 5 * 60_000;

/** The last time that the state of the node changed, as the cluster saw it. */
export interface NodeChange {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The condition that changed: `Ready`, `DiskPressure`. */
  readonly condition: string;
  /** What it changed to, in Kubernetes' own word. */
  readonly status: 'True' | 'False' | 'Unknown';
  /** Whether the node is Ready since then, or is not. */
  readonly ready: boolean;
  readonly message: string;
  readonly at: Evidence;
}

/**
 * Since when a node that is not Ready is so; of one that is Ready the last change of any of its conditions.
 * The cluster waits before it turns a condition to Unknown: the last heartbeat is the moment then.
 */
export const nodeChange = deriveFact({
  name: 'the last change of the node',
  needs: { node: nodeObject },
  derive({ node }): NodeChange {
    const condition = conditionOf(node, 'Ready');
    if (!condition) throw new ParseError('the node has no condition Ready');
    const ready = condition.status === 'True';
    const latest = node.conditions
      .filter(({ lastTransition }) => lastTransition !== undefined)
      .sort((a, b) => (b.lastTransition ?? 0) - (a.lastTransition ?? 0))[0];
    const changed = ready ? (latest ?? condition) : condition;
    const heartbeat = changed.status === 'Unknown' ? changed.lastHeartbeat : undefined;
    const time = heartbeat ?? changed.lastTransition;
    if (time === undefined) throw new ParseError('the conditions of the node have no times', condition.at);
    return { time, condition: changed.type, status: changed.status, ready, message: changed.message, at: changed.at };
  },
});
