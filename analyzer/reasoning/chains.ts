import { SEVERITIES } from '../check.js';
import { type Fired, isOver } from './fired.js';
import { effectsOf, type Link } from './links.js';
import { depthOf } from './rank.js';

/** A cause and all that follows from it. */
export interface Chain {
  readonly cause: Fired;
  /** It, and what followed, in the order of time; each after what it follows from. */
  readonly steps: readonly Step[];
  /** Ids of what fired because of it, remarks too, in the order of the results. */
  readonly explains: readonly string[];
  /** Neither it nor anything that follows from it goes on. */
  readonly over: boolean;
  /** Other causes of which the same things follow. */
  readonly rivals: readonly Fired[];
}

export interface Step {
  readonly fired: Fired;
  /** What it follows from in this chain; undefined for the cause. */
  readonly because: Fired | undefined;
  /** When this run of it began, milliseconds since 1970 UTC. */
  readonly at: number | undefined;
}

/** What a node is told by: a chain that ends here tells why one looks at the node at all. */
const CONDITION = ['node-status/ready', 'node-status/heard-from'];

/**
 * Joins what fired into chains, the one to look at first in front: what goes on before what ended, then what
 * is worst, what took the node out of the cluster, what has effects, what lies deepest, what came first. What no
 * chain explains stands on its own; a mere remark does not.
 */
export function chainsOf(fired: readonly Fired[], links: readonly Link[], now: number | undefined): Chain[] {
  const effects = new Set(links.map(({ effect }) => effect));
  const roots = fired.filter(one => one.severity !== 'info' && !effects.has(one));
  const reach = new Map(roots.map(root => [root, effectsOf(root, links)]));
  return roots
    .map(cause => {
      const followed = reach.get(cause) ?? new Set();
      const counted = [...followed].filter(({ severity }) => severity !== 'info');
      return {
        cause,
        steps: inOrder(cause, counted, links),
        explains: fired.filter(one => followed.has(one)).map(({ check }) => check),
        over: [cause, ...counted].every(one => isOver(one, now)),
        rivals: roots.filter(root => root !== cause && counted.some(one => reach.get(root)?.has(one))),
      };
    })
    .sort(byWeight);
}

function byWeight(a: Chain, b: Chain): number {
  const keys = (chain: Chain) => [
    chain.over ? 1 : 0,
    Math.min(...chain.steps.map(({ fired }) => SEVERITIES.indexOf(fired.severity))),
    chain.steps.some(({ fired }) => CONDITION.includes(fired.check)) ? 0 : 1,
    chain.steps.length > 1 ? 0 : 1,
    depthOf(chain.cause.check),
    chain.cause.since ?? Number.POSITIVE_INFINITY,
  ];
  const [left, right] = [keys(a), keys(b)];
  const at = left.findIndex((key, i) => key !== right[i]);
  return at < 0 ? 0 : (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1;
}

/** Logs differ by so much: what is no further apart may be in any order. */
export const CLOSE_MS = 60_000;

/** Takes the earliest of what has all its causes placed; what has no time comes right after its cause. */
function inOrder(cause: Fired, effects: readonly Fired[], links: readonly Link[]): Step[] {
  const members = new Set([cause, ...effects]);
  const own = links.filter(link => members.has(link.cause) && members.has(link.effect));
  const began = timeOf(cause, own);
  const steps: Step[] = [{ fired: cause, because: undefined, at: began }];
  const placed = new Map<Fired, number>([[cause, began ?? Number.NEGATIVE_INFINITY]]);
  const waiting = new Set(effects);

  while (waiting.size > 0) {
    const ready = [...waiting].flatMap(fired => {
      const causes = own.filter(({ effect }) => effect === fired).map(link => link.cause);
      const because = steps.findLast(step => causes.includes(step.fired))?.fired;
      if (!because || causes.some(one => !placed.has(one))) return [];
      return [{ fired, because, time: fired.since ?? placed.get(because) ?? Number.NEGATIVE_INFINITY }];
    });
    const [next] = ready.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    if (!next) break;
    waiting.delete(next.fired);
    placed.set(next.fired, next.time);
    steps.push({ fired: next.fired, because: next.because, at: timeOf(next.fired, own) });
  }
  return steps;
}

/**
 * When it began, as far as that goes with what followed. A cause that comes and goes may have set something off
 * in an earlier run; of one that its log begins with, the beginning is not known.
 */
function timeOf(fired: Fired, links: readonly Link[]): number | undefined {
  const effects = links.flatMap(({ cause, effect }) => (cause === fired ? (effect.since ?? []) : []));
  const latest = Math.min(...effects) + CLOSE_MS;
  return [fired.since, fired.first].find(time => time !== undefined && time <= latest);
}
