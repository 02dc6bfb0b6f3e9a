import { numberIn } from '../numbers.js';
import type { Report, ReportedFinding } from '../report.js';
import { counted, type Strings } from '../strings.js';
import { plainTime } from '../times.js';
import { type Labelled, LOOK } from '../view-finding.js';
import { type EvidenceView, viewEvidence } from './evidence.js';

/** Evidence shown at once; the rest of it is one click away. */
const AT_SIGHT = 4;

/** One finding of the page. */
export interface FindingView {
  /** Index in the report, from 1: its anchor. */
  readonly number: number;
  readonly check: string;
  readonly severity: string;
  readonly status: string;
  readonly word: string;
  readonly statement: string;
  readonly title: string;
  readonly section: string;
  readonly why: string;
  readonly fix: readonly string[];
  readonly seen: readonly Labelled[];
  /** For the row: when it was last seen, '' when nobody knows. */
  readonly when: string;
  /** Why it may not be so. */
  readonly doubts: readonly string[];
  /** What the page filters by: milliseconds, '' when not known; indices of components. */
  readonly from: number | '';
  readonly to: number | '';
  readonly components: string;
  readonly evidence: readonly EvidenceView[];
  readonly moreEvidence: readonly EvidenceView[];
  readonly moreText: string;
}

/** One finding in words; `components` are the names that the page filters by. */
export function viewFinding(
  finding: ReportedFinding,
  i: number,
  components: readonly (readonly number[])[],
  report: Report,
  strings: Strings,
): FindingView {
  const { firstSeen = finding.lastSeen, lastSeen = firstSeen, count, severity } = finding;
  const { labels } = strings;
  const values = [
    ['firstSeen', plainTime(finding.firstSeen)],
    ['lastSeen', plainTime(finding.lastSeen)],
    ['count', count === undefined ? '' : numberIn(report.locale)(count)],
    ['baseline', finding.baseline === undefined ? '' : strings.baseline[finding.baseline]],
  ] as const;
  const evidence = finding.evidence.map(viewEvidence);

  return {
    number: i + 1,
    check: finding.check,
    severity,
    status: LOOK[severity],
    word: strings.severity[severity],
    statement: finding.statement,
    title: finding.title,
    section: finding.section,
    why: finding.why,
    fix: finding.fix,
    seen: values.flatMap(([key, value]) => (value ? [{ label: labels[key] ?? key, value }] : [])),
    when: plainTime(lastSeen),
    doubts: finding.doubts ?? [],
    from: firstSeen === undefined ? '' : Date.parse(firstSeen),
    to: lastSeen === undefined ? '' : Date.parse(lastSeen),
    components: (components[i] ?? []).join(' '),
    evidence: evidence.slice(0, AT_SIGHT),
    moreEvidence: evidence.slice(AT_SIGHT),
    moreText: counted(strings.counts.moreEvidence, Math.max(0, evidence.length - AT_SIGHT), report.locale),
  };
}
