import { type Check, defineCheck, type Messages, type Params, type Seen, type Severity, seenIn } from './check.js';
import { type Evidence, type Fact, type LogMatches, type LogNeed, optional } from './fact.js';
import { collectedAt } from './facts/collected-at.js';
import { timeText } from './facts/plain-text.js';
import { nodeUses, type Used } from './facts/runtime/node-uses.js';
import { countWithin, faded, minutesWithin, RECENT_MINUTES, recencyOf } from './recency.js';

/** `said`: it goes on; `was`: it has not been said for a while. Both may hold {times}, {last} and the captures. */
interface SaidFindings {
  readonly said: string;
  readonly was: string;
  readonly [key: string]: string;
}

export interface LogCheck<F extends SaidFindings, C extends string> {
  /** While it goes on. Once it is over it counts one step less, after a week as a remark. */
  readonly severity: Severity;
  readonly explainedBy?: readonly string[];
  /** For what only some nodes have: on the others it does not apply. */
  readonly only?: Used;
  readonly log: LogNeed | Fact<LogMatches>;
  /** Named groups of the pattern that the findings show. */
  readonly captures?: readonly C[];
  /** So many lines within `withinMinutes` before the last one, or it is a passing thing and not reported. */
  readonly atLeast?: number;
  readonly withinMinutes?: number;
  /** Said in so many different minutes of these: what many pods run into at once while the node starts is one moment. */
  readonly minutes?: number;
  /** Minutes without a word after which it is over. */
  readonly recentMinutes?: number;
  readonly messages: { readonly en: Messages<F>; readonly 'zh-CN': Messages<{ readonly [K in keyof F]: string }> };
}

/**
 * A check that fires on what a log says: lately in full, long ago as history. Unknown when the bundle has
 * no such log. What needs more than lines to be judged is written with defineCheck.
 */
export function defineLogCheck<const F extends SaidFindings, const C extends string = never>(
  check: LogCheck<F, C>,
): Check {
  const { atLeast = 1, withinMinutes = 60, minutes = 1, recentMinutes = RECENT_MINUTES, captures = [] } = check;
  return defineCheck({
    severity: check.severity,
    ...(check.explainedBy && { explainedBy: check.explainedBy }),
    ...(check.only && { onlyIf: nodeUses[check.only] }),
    needs: { log: check.log as LogNeed, now: optional(collectedAt) },
    messages: check.only ? withoutIt(check.messages, check.only) : check.messages,
    run({ log, now }, report) {
      const { last } = log;
      if (!last || countWithin(log, last.at.time, withinMinutes) < atLeast) return;
      if (minutesWithin(log, last.at.time, withinMinutes) < minutes) return;
      const recency = recencyOf(last.at.time, now, recentMinutes);
      const params: Record<string, string | number> = { times: log.count, last: timeText(last.at.time) };
      for (const name of captures) params[name] = plainCapture(last.captures[name]);
      (report as unknown as ReportAny)(recency === 'now' ? 'said' : 'was', {
        severity: faded(check.severity, recency),
        params,
        evidence: [...new Set([log.first?.at, last.at])],
        seen: seenIn(log),
      });
    },
  }) as unknown as Check;
}

const WITHOUT = {
  en: {
    docker: 'This node does not use docker.',
    containerd: 'This node does not use containerd.',
    k3s: 'This node runs neither k3s nor RKE2.',
    chrony: 'This node has no chrony.',
  },
  'zh-CN': {
    docker: '该节点未使用 docker。',
    containerd: '该节点未使用 containerd。',
    k3s: '该节点既未运行 k3s，也未运行 RKE2。',
    chrony: '该节点未安装 chrony。',
  },
} as const;

function withoutIt<M extends Check['messages']>({ en, 'zh-CN': zh }: M, used: Used): Check['messages'] {
  return {
    en: { ...en, doesNotApply: WITHOUT.en[used] },
    'zh-CN': { ...zh, doesNotApply: WITHOUT['zh-CN'][used] },
  };
}

/** The findings of a check are not known here: that params fill their placeholders is held by the test of all checks. */
type ReportAny = (finding: string, details: Found) => void;

interface Found {
  readonly severity: Severity;
  readonly params: Params;
  readonly evidence: readonly (Evidence | undefined)[];
  readonly seen: Seen;
}

/** Of a quoted `err="…"`: without the escapes, and without the quote that ends it and what follows; at most 300 characters. */
export function plainCapture(text: string | undefined): string {
  const value = text ?? '?';
  const quoted = value.includes('\\"')
    ? /^(?:[^"\\]|\\.)*/.exec(value)?.[0]
    : value.replace(/^([^"]*)"(?: \w+=.*)?$/, '$1');
  return (quoted ?? value)
    .replaceAll('\\"', '"')
    .replaceAll(/\\[nt]/g, ' ')
    .trim()
    .slice(0, 300);
}
