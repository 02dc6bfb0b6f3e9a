import { type Check, defineCheck, type Messages, type Severity } from './check.js';
import { optional } from './fact.js';
import { type NodeEvent, nodeEvents } from './facts/cluster/node-events.js';
import { collectedAt } from './facts/collected-at.js';
import { faded, recencyOf } from './recency.js';

/** One finding for each event. It holds {times} and {message}. */
type SeenFindings = { readonly seen: string };

export interface EventCheck {
  /** While it is fresh. What was last reported more than half an hour ago counts one step less. */
  readonly severity: Severity;
  readonly explainedBy?: readonly string[];
  /** The Reason of the events meant. */
  readonly reasons: readonly string[];
  /** Which of them are no trouble, as those that every start brings. */
  readonly harmless?: (event: NodeEvent) => boolean;
  readonly messages: { readonly en: Messages<SeenFindings>; readonly 'zh-CN': Messages<SeenFindings> };
}

/**
 * A check that fires on events of the node. Kubernetes keeps them for an hour, so that it passes when
 * there are none. Unknown when the API server did not answer.
 */
export function defineEventCheck({ severity, explainedBy, reasons, harmless, messages }: EventCheck): Check {
  return defineCheck({
    severity,
    ...(explainedBy && { explainedBy }),
    needs: { events: nodeEvents, now: optional(collectedAt) },
    messages,
    run({ events, now }, report) {
      for (const event of events) {
        if (!reasons.includes(event.reason) || harmless?.(event)) continue;
        const params = { times: event.count, message: event.message };
        const found = { params, evidence: [event.at], seen: seenOf(event) };
        // How many of the two a wording uses is not known here: the test of all checks holds them together.
        report('seen', { severity: faded(severity, recencyOf(event.last, now)), ...found } as never);
      }
    },
  }) as unknown as Check;
}

/** First, last and count of an event, for a finding. */
export function seenOf({ first, last, count }: Pick<NodeEvent, 'first' | 'last' | 'count'>) {
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }), count };
}

/** Minutes between the first and the last of an event that repeats; 0 when its times are not known. */
export function minutesOf({ first, last }: NodeEvent): number {
  return first === undefined || last === undefined ? 0 : (last - first) / 60_000;
}
