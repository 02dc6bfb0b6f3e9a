import { entryPath } from '../../bundle/entry-path.js';
import type { Spec, SpecId } from '../../bundle/spec.js';
import { specs } from '../../bundle/specs/index.js';
import { kernelJournal, systemJournal } from '../../bundle/specs/logs.js';
import type { Bundle } from '../bundle.js';
import { type CheckResult, readFact } from '../engine.js';
import { COVERED_SLACK_MS, nodeChange } from '../facts/cluster/node-change.js';
import { logReach } from '../facts/logs/log-reach.js';
import { containerdLogs, dockerLogs, kubeletLogs } from '../facts/logs/log-sources.js';

/** One thing to collect again. */
export interface Ask {
  readonly spec: SpecId;
  /** `older`: it reaches not back far enough. `denied`: as root. `not-tried`: there was no time or room for it. */
  readonly why: 'older' | 'denied' | 'not-tried';
}

/** What the next collection has to bring. */
const BEFORE_MS = 60 * 60_000;

/**
 * What a second collection on the same node can bring that this one lacks: logs of the time in which the node
 * changed, what only root may read, and what was not tried for want of time. What a node does not have, what
 * hangs there, and what its API server does not tell is not asked for again.
 */
export function asksOf(bundle: Bundle, results: readonly CheckResult[]): Ask[] {
  const older = new Set(logsBeginLate(bundle) ? olderLogs(bundle) : []);
  const wanted = new Set(
    results.flatMap(result => (result.status === 'unknown' ? result.missing.map(({ what }) => what) : [])),
  );
  return specs.flatMap((spec): Ask[] => {
    const outcome = bundle.outcome(spec)?.outcome.outcome;
    if (outcome === 'denied') return [{ spec: spec.id, why: 'denied' }];
    if (older.has(spec)) return [{ spec: spec.id, why: 'older' }];
    const untried = outcome === 'skipped' ? spec.dependsOn === undefined : outcome === undefined && !bundle.finished;
    return untried && spec.kind !== 'kubectl' && wanted.has(entryPath(spec))
      ? [{ spec: spec.id, why: 'not-tried' }]
      : [];
  });
}

/** From when on logs are asked for, milliseconds since 1970 UTC; undefined when all that is there is wanted. */
export function askedSince(bundle: Bundle): number | undefined {
  const change = readFact(bundle, nodeChange);
  return change && !change.ready ? change.time - BEFORE_MS : undefined;
}

/** Whether a node that is not Ready changed before its logs begin. */
function logsBeginLate(bundle: Bundle): boolean {
  const change = readFact(bundle, nodeChange);
  const from = readFact(bundle, logReach)?.(kubeletLogs).from;
  return change !== undefined && !change.ready && (from === undefined || from > change.time + COVERED_SLACK_MS);
}

/** The logs that tell why a node changed, as far as the node has them. */
function olderLogs(bundle: Bundle): Spec[] {
  return [...kubeletLogs.logs, ...dockerLogs.logs, ...containerdLogs.logs, systemJournal, kernelJournal].filter(
    spec => {
      const outcome = bundle.outcome(spec)?.outcome.outcome;
      return outcome === 'ok' || outcome === 'truncated';
    },
  );
}
