import { entryPath } from '../../bundle/entry-path.js';
import type { Spec, SpecId } from '../../bundle/spec.js';
import { specs } from '../../bundle/specs/index.js';
import { dmesg, kernelJournal, systemJournal } from '../../bundle/specs/logs.js';
import type { Bundle } from '../bundle.js';
import { type CheckResult, readFact } from '../engine.js';
import { COVERED_SLACK_MS, type NodeChange, nodeChange } from '../facts/cluster/node-change.js';
import { logReach } from '../facts/logs/log-reach.js';
import { containerdLogs, dockerLogs, kernelLogs, kubeletLogs, systemdLogs } from '../facts/logs/log-sources.js';

/** One thing to collect again. */
export interface Ask {
  readonly spec: SpecId;
  /**
   * `older`: it reaches not back far enough. `denied`: as root. `not-tried`: there was no time or room for it.
   * `other-tool`: the tool that made the bundle left it out.
   */
  readonly why: 'older' | 'denied' | 'not-tried' | 'other-tool';
}

/** What a second collection is to bring. */
export interface Asks {
  /** In the order of the specs. */
  readonly list: readonly Ask[];
  /** A whole bundle of our own, which tells more than the one of another tool and is read in its place. */
  readonly anew?: true;
  /** The time that its logs are wanted of, milliseconds since 1970 UTC. Absent: all that there is. */
  readonly since?: number;
  readonly until?: number;
}

/** What led to a change is told in the time before it. */
const BEFORE_MS = 60 * 60_000;
/** The last line before those that we have may bear the same time. */
const OVERLAP_MS = 1000;

/**
 * What a second collection on the same node can bring that this one lacks: logs of the time in which the node
 * changed, what only root may read, and what was not tried for want of time. What a node does not have, what
 * hangs there, and what its API server does not tell is not asked for again.
 */
export function asksOf(bundle: Bundle, results: readonly CheckResult[]): Asks {
  if (bundle.origin) return asksAnew(bundle, results);
  const change = readFact(bundle, nodeChange);
  const late = change && beginLate(bundle, change) ? olderLogs(bundle) : [];
  const wanted = new Set(
    results.flatMap(result => (result.status === 'unknown' ? result.missing.map(({ what }) => what) : [])),
  );
  const list = specs.flatMap((spec): Ask[] => {
    const why = whyAsked(spec, bundle, late, wanted);
    return why ? [{ spec: spec.id, why }] : [];
  });
  const onlyOlder = list.every(({ spec, why }) => why === 'older' || !spec.startsWith('logs/'));
  if (!change || late.length === 0 || !onlyOlder) return { list };
  const begins = late.flatMap(spec => bundle.logs.find(({ file }) => file === entryPath(spec))?.from ?? []);
  const until = begins.length > 0 ? { until: Math.max(...begins) + OVERLAP_MS } : {};
  return { list, since: change.time - BEFORE_MS, ...until };
}

/** What a bundle of another tool lacks that checks ask for: one of our own tells it. */
function asksAnew(bundle: Bundle, results: readonly CheckResult[]): Asks {
  const change = readFact(bundle, nodeChange);
  const late =
    change && beginLate(bundle, change) ? kubeletLogs.logs.filter(spec => bundle.logsOf(spec).length > 0) : [];
  const silent = [kubeletLogs, systemdLogs, kernelLogs].flatMap(({ logs: [first, ...others] }) =>
    first && [first, ...others].every(spec => bundle.logsOf(spec).length === 0) ? [first] : [],
  );
  const missing = results.flatMap(result => (result.status === 'unknown' ? result.missing : []));
  const wanted = new Set(
    missing.flatMap(({ reason, what }) => (reason === 'never-collected' || reason === 'not-collected' ? [what] : [])),
  );
  const list = specs.flatMap((spec): Ask[] => {
    if (late.includes(spec)) return [{ spec: spec.id, why: 'older' }];
    return wanted.has(entryPath(spec)) || silent.includes(spec) ? [{ spec: spec.id, why: 'other-tool' }] : [];
  });
  return { list, anew: true };
}

function whyAsked(
  spec: Spec,
  bundle: Bundle,
  late: readonly Spec[],
  wanted: ReadonlySet<string>,
): Ask['why'] | undefined {
  const outcome = bundle.outcome(spec)?.outcome.outcome;
  // The journal has its lines, and those of older boots.
  if (spec === dmesg && bundle.outcome(kernelJournal)?.outcome.outcome === 'ok') return undefined;
  if (outcome === 'denied') return 'denied';
  if (late.includes(spec)) return 'older';
  const untried = outcome === 'skipped' ? spec.dependsOn === undefined : outcome === undefined && !bundle.finished;
  return untried && spec.kind !== 'kubectl' && wanted.has(entryPath(spec)) ? 'not-tried' : undefined;
}

/** Whether a node that is not Ready changed before the log of its kubelet begins. */
function beginLate(bundle: Bundle, change: NodeChange): boolean {
  const from = readFact(bundle, logReach)?.(kubeletLogs).from;
  return !change.ready && (from === undefined || from > change.time + COVERED_SLACK_MS);
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
