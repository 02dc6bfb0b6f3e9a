import type { Report, SectionStatus } from './report.js';
import { counted, type Strings } from './strings.js';
import { sentence } from './verdict.js';
import { type FindingView, LOOK } from './view-finding.js';

export interface SectionView {
  readonly id: string;
  readonly title: string;
  readonly status: SectionStatus;
  readonly word: string;
  /** One line for the table: what is wrong or not known. */
  readonly why: string;
  readonly checks: readonly {
    readonly status: string;
    readonly word: string;
    readonly title: string;
    readonly reason: string;
  }[];
  readonly findings: readonly FindingView[];
  readonly noCheck: boolean;
}

/** All sections of the guide with their checks and findings. */
export function viewSections(report: Report, findings: readonly FindingView[], strings: Strings): SectionView[] {
  return report.sections.map(({ id, title, status, checks }) => {
    const own = findings.filter(finding => finding.sectionId === id);
    const lines = checks.map(check => {
      const unknown = report.unknown.find(({ check: unknownId }) => unknownId === check.id);
      const severity = check.status === 'fail' ? LOOK[check.severity] : undefined;
      return {
        status: severity ?? LOOK_OF_CHECK[check.status],
        word: check.status === 'fail' ? strings.severity[check.severity] : strings.check[check.status],
        title: unknown?.title ?? check.title,
        reason: unknown ? sentence(unknown.reason, report.locale) : '',
      };
    });
    return {
      id,
      title,
      status,
      word: strings.status[status],
      why: whyOf(status, own, lines, report, strings),
      checks: lines,
      findings: own,
      noCheck: checks.length === 0,
    };
  });
}

const LOOK_OF_CHECK = {
  fail: 'problem',
  pass: 'ok',
  unknown: 'unknown',
  'not-applicable': 'na',
  error: 'unknown',
} as const;

/** The worst of a section in one line; a section that is well needs none. */
function whyOf(
  status: SectionStatus,
  findings: readonly FindingView[],
  checks: SectionView['checks'],
  report: Report,
  strings: Strings,
): string {
  const [first] = findings;
  if (first && status !== 'unknown') {
    if (findings.length === 1) return first.title;
    return `${first.title} ${counted(strings.counts.moreFindings, findings.length - 1, report.locale)}`;
  }
  if (status !== 'unknown' || checks.length === 0) return '';
  const unknown = checks.filter(check => check.status === 'unknown').length;
  return counted(strings.counts.unknown, unknown, report.locale);
}
