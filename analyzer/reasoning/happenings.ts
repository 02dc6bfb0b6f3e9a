import type { Bundle } from '../bundle.js';
import type { Severity } from '../check.js';
import { type CheckResult, type Finding, readFact } from '../engine.js';
import type { Evidence } from '../fact.js';
import { collectedAt } from '../facts/collected-at.js';
import { boots } from '../facts/system/boots.js';
import type { ClockHistory } from './clock.js';
import { conditionHappenings } from './condition-happenings.js';
import { unitHappenings } from './unit-happenings.js';

/** One thing that happened, as data. `at` and `until` are milliseconds since 1970 UTC by the corrected clock. */
export type Happening = {
  readonly at: number;
  readonly until?: number;
  readonly severity?: Severity;
  readonly evidence?: Evidence;
} & What;

type What =
  | { readonly kind: 'reboot'; readonly unclean: boolean }
  /** `state` and `how` in systemd's words. */
  | { readonly kind: 'unit'; readonly unit: string; readonly state: string; readonly how?: string }
  /** Of starts, stops and failures between the first and the last only the number of lines is known. */
  | { readonly kind: 'units'; readonly unit: string; readonly lines: number }
  | { readonly kind: 'condition'; readonly condition: string; readonly status: string; readonly message: string }
  | { readonly kind: 'clock'; readonly ms: number }
  | { readonly kind: 'collected' }
  | { readonly kind: 'finding' | 'oom' | 'eviction'; readonly of: Finding };

/** What is shown as what it is, and not as a finding among others. */
const KINDS: Readonly<Record<string, 'oom' | 'eviction'>> = {
  'memory/no-system-oom': 'oom',
  'memory/daemons-not-killed': 'oom',
  'memory/containers-within-limits': 'oom',
  'events/no-system-oom': 'oom',
  'events/no-eviction': 'eviction',
  'memory/no-eviction': 'eviction',
  'pids/no-eviction': 'eviction',
};

/** All that has a time, in the order of time. */
export function happenings(bundle: Bundle, results: readonly CheckResult[], clock: ClockHistory): Happening[] {
  const now = readFact(bundle, collectedAt);
  const findings = results.flatMap(result => (result.status === 'fail' ? result.findings : []));
  const all: Happening[] = [
    ...(readFact(bundle, boots) ?? []).flatMap(({ time, at }, i, known): Happening[] => {
      const unclean = known[i + 1]?.end === 'unclean';
      if (time === undefined) return [];
      return [{ kind: 'reboot', at: time, unclean, evidence: at, ...(unclean && { severity: 'critical' as const }) }];
    }),
    ...unitHappenings(bundle),
    ...conditionHappenings(bundle),
    ...clock.untrusted.flatMap((stretch): Happening[] =>
      stretch.trouble === 'stepped'
        ? [{ kind: 'clock', at: stretch.ms > 0 ? stretch.to : stretch.from, ms: stretch.ms }]
        : [],
    ),
    ...findings.flatMap(of => ofFinding(of)),
    ...(now === undefined ? [] : [{ kind: 'collected', at: now } as const]),
  ];
  return all
    .map(one => ({
      ...one,
      at: clock.corrected(one.at),
      ...(one.until !== undefined && { until: clock.corrected(one.until) }),
    }))
    .sort((a, b) => a.at - b.at);
}

function ofFinding(of: Finding): Happening[] {
  const { first, last } = of.seen;
  const at = first ?? last;
  if (at === undefined) return [];
  const until = last !== undefined && last > at ? { until: last } : {};
  const [evidence] = of.evidence;
  return [
    { kind: KINDS[of.check] ?? 'finding', at, ...until, severity: of.severity, of, ...(evidence && { evidence }) },
  ];
}
