import type { Severity } from '../check.js';
import { numberIn } from './numbers.js';
import type { Report, ReportedFinding } from './report.js';
import { counted, type Strings } from './strings.js';
import { plainTime } from './times.js';

/** Evidence shown at once; the rest of it is one click away. */
const EVIDENCE_AT_SIGHT = 4;

export interface FindingView {
  /** From 1, in the order of the report. */
  readonly number: number;
  readonly check: string;
  readonly status: string;
  readonly word: string;
  readonly statement: string;
  readonly title: string;
  readonly section: string;
  readonly sectionId: string;
  readonly why: string;
  readonly fix: readonly string[];
  /** First seen, last seen, count: those that are known. */
  readonly seen: readonly Labelled[];
  readonly lastSeen: string;
  /** Why it may not be so. */
  readonly doubts: readonly string[];
  readonly evidence: readonly EvidenceView[];
  readonly moreEvidence: readonly EvidenceView[];
  readonly moreText: string;
}

interface EvidenceView {
  readonly place: string;
  readonly text: string;
  readonly time: string;
}

export interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** How a severity looks: as the status that it gives to its section. */
export const LOOK = { critical: 'problem', warning: 'warning', info: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** One finding in words and in the order in which it is shown. */
export function viewFinding(finding: ReportedFinding, number: number, report: Report, strings: Strings): FindingView {
  const { firstSeen, lastSeen, count } = finding;
  const { labels } = strings;
  const values = [
    ['firstSeen', plainTime(firstSeen)],
    ['lastSeen', plainTime(lastSeen)],
    ['count', count === undefined ? '' : numberIn(report.locale)(count)],
    ['baseline', finding.baseline === undefined ? '' : strings.baseline[finding.baseline]],
  ] as const;
  const evidence = finding.evidence.map(({ file, line, text, time }) => ({
    place: `${file}:${line}`,
    text,
    time: plainTime(time),
  }));
  const more = evidence.slice(EVIDENCE_AT_SIGHT);

  return {
    number,
    check: finding.check,
    status: LOOK[finding.severity],
    word: strings.severity[finding.severity],
    statement: finding.statement,
    title: finding.title,
    section: sectionTitle(report, finding.section),
    sectionId: finding.section,
    why: finding.why,
    fix: finding.fix,
    seen: values.flatMap(([key, value]) => (value ? [{ label: labels[key] ?? key, value }] : [])),
    lastSeen: plainTime(lastSeen),
    doubts: finding.doubts ?? [],
    evidence: evidence.slice(0, EVIDENCE_AT_SIGHT),
    moreEvidence: more,
    moreText: counted(strings.counts.moreEvidence, more.length, report.locale),
  };
}

/** The guide's own words for a section. */
export function sectionTitle(report: Report, id: string): string {
  return report.sections.find(section => section.id === id)?.title ?? id;
}
