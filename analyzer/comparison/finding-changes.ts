import { SEVERITIES, type Severity } from '../check.js';
import type { Report, ReportedFinding } from '../report/report.js';

/**
 * `unjudged`: it was there before, and the later bundle does not tell whether it still is. `new` may have been there
 * before where that bundle did not tell: then `unjudgedBefore` is set.
 */
export interface ComparedFinding {
  readonly state: 'new' | 'worse' | 'still' | 'better' | 'unjudged' | 'gone';
  /** As the later bundle has it, otherwise as the earlier one had it. */
  readonly finding: ReportedFinding;
  /** When it is worse or better now. */
  readonly severityBefore?: Severity;
  readonly unjudgedBefore?: true;
}

const ORDER: readonly ComparedFinding['state'][] = ['new', 'worse', 'still', 'better', 'unjudged', 'gone'];

/** Every finding of two reports once, by its fingerprint: what is new first, within that the most severe. */
export function findingChanges(before: Report, after: Report): ComparedFinding[] {
  const [was, is] = [worstOfEach(before), worstOfEach(after)];
  const compared = [
    ...[...is.values()].map(finding => nowThere(finding, was.get(finding.fingerprint), before)),
    ...[...was.values()].filter(({ fingerprint }) => !is.has(fingerprint)).map(finding => nowAway(finding, after)),
  ];
  return compared.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || rank(a.finding) - rank(b.finding));
}

/** What was not there before, or not as bad. */
export function isNews({ state }: ComparedFinding): boolean {
  return state === 'new' || state === 'worse';
}

/** Findings come most severe first. */
function worstOfEach({ findings }: Report): ReadonlyMap<string, ReportedFinding> {
  const found = new Map<string, ReportedFinding>();
  for (const finding of findings) {
    if (!found.has(finding.fingerprint)) found.set(finding.fingerprint, finding);
  }
  return found;
}

function nowThere(finding: ReportedFinding, old: ReportedFinding | undefined, before: Report): ComparedFinding {
  if (!old) return { state: 'new', finding, ...(isUnjudged(finding, before) && { unjudgedBefore: true }) };
  if (old.severity === finding.severity) return { state: 'still', finding };
  const state = rank(finding) < rank(old) ? 'worse' : 'better';
  return { state, finding, severityBefore: old.severity };
}

function nowAway(finding: ReportedFinding, after: Report): ComparedFinding {
  return { state: isUnjudged(finding, after) ? 'unjudged' : 'gone', finding };
}

function isUnjudged({ check }: ReportedFinding, { unknown }: Report): boolean {
  return unknown.some(one => one.check === check);
}

function rank({ severity }: ReportedFinding): number {
  return SEVERITIES.indexOf(severity);
}
