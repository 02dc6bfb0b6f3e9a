import { SEVERITIES, type Severity } from '../check.js';
import { fingerprintOf } from './fingerprint.js';
import type { Report, ReportedFinding } from './report.js';

/**
 * What was known before: each fingerprint with how bad it was; `undefined` where that is not told. A check with ` *`
 * behind it stands for whatever it finds.
 */
export type Baseline = ReadonlyMap<string, Severity | undefined>;

/** Says of each finding whether it was known before. What has become worse since is as good as new. */
export function againstBaseline(report: Report, baseline: Baseline): Report {
  const findings = report.findings.map(finding => ({ ...finding, baseline: stateOf(finding, baseline) }));
  return { ...report, findings };
}

function stateOf(finding: ReportedFinding, baseline: Baseline): NonNullable<ReportedFinding['baseline']> {
  const key = [finding.fingerprint, `${finding.check} *`].find(known => baseline.has(known));
  if (key === undefined) return 'new';
  const before = baseline.get(key);
  return before !== undefined && rank(finding.severity) < rank(before) ? 'worse' : 'known';
}

/** Whether a finding counts: all do where no baseline was given. */
export function isNews({ baseline }: ReportedFinding): boolean {
  return baseline !== 'known';
}

/**
 * The fingerprints in a report of ours, whichever release wrote it. Of several findings with one fingerprint the
 * worst counts. Throws RangeError, with a message for people, for what is no report or one of a later form.
 */
export function baselineOf(report: unknown, knownVersion: number): Baseline {
  const { schemaVersion, findings } = (report ?? {}) as { schemaVersion?: unknown; findings?: unknown };
  if (typeof schemaVersion !== 'number' || !Array.isArray(findings)) throw new RangeError('not a report of nodetriage');
  if (schemaVersion > knownVersion) throw new RangeError('made by a later nodetriage; update this one');
  const known = new Map<string, Severity | undefined>();
  for (const { check, params, severity } of findings as Partial<ReportedFinding>[]) {
    if (typeof check !== 'string') throw new RangeError('has a finding without a check');
    const key = fingerprintOf(check, params ?? {});
    const before = known.get(key);
    const told = SEVERITIES.find(one => one === severity);
    known.set(key, before !== undefined && told !== undefined && rank(before) < rank(told) ? before : told);
  }
  return known;
}

/** A list that somebody keeps by hand: a check alone stands for whatever it finds. */
export function baselineOfList(fingerprints: readonly string[]): Baseline {
  const known = fingerprints.filter(line => line !== '').flatMap(line => (line.includes(' ') ? [line] : [`${line} *`]));
  return new Map(known.map(line => [line, undefined]));
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
