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
  /** Checks that fired. */
  readonly problems: readonly CheckLine[];
  /** Those that could not be judged; what could not for the same reason stands together. */
  readonly unknown: readonly { readonly reason: string; readonly titles: readonly string[] }[];
  readonly unknownWord: string;
  /** Those that are well, and those that do not apply: one click away. */
  readonly well: readonly CheckLine[];
  readonly wellText: string;
  readonly findings: readonly FindingView[];
  readonly noCheck: boolean;
}

interface CheckLine {
  readonly status: string;
  readonly word: string;
  readonly title: string;
}

/** All sections of the guide with their checks and findings. */
export function viewSections(report: Report, findings: readonly FindingView[], strings: Strings): SectionView[] {
  return report.sections.map(({ id, title, status, checks }) => {
    const own = findings.filter(finding => finding.sectionId === id);
    const lines = checks.map(check => ({
      status: check.status === 'fail' ? LOOK[check.severity] : LOOK_OF_CHECK[check.status],
      word: check.status === 'fail' ? strings.severity[check.severity] : strings.check[check.status],
      title: check.title,
      check,
    }));
    const unknown = report.unknown.filter(({ section }) => section === id);
    const well = lines.filter(({ check }) => check.status === 'pass' || check.status === 'not-applicable');
    const passed = well.filter(({ check }) => check.status === 'pass').length;
    return {
      id,
      title,
      status,
      word: strings.status[status],
      why: whyOf(status, own, unknown.length, report, strings),
      problems: lines.filter(({ check }) => check.status === 'fail'),
      unknown: byReason(unknown, report.locale),
      unknownWord: strings.check.unknown,
      // What is well before what does not apply.
      well: [...well].sort((a, b) => (a.status === b.status ? 0 : a.status === 'ok' ? -1 : 1)),
      wellText: [
        ...(passed > 0 ? [counted(strings.counts.well, passed, report.locale)] : []),
        ...(well.length > passed ? [counted(strings.counts.notApplicable, well.length - passed, report.locale)] : []),
      ].join(strings.listSeparator),
      findings: own,
      noCheck: checks.length === 0,
    };
  });
}

function byReason(unknown: Report['unknown'], locale: Report['locale']): SectionView['unknown'] {
  const titles = new Map<string, string[]>();
  for (const { reason, title } of unknown) titles.set(reason, [...(titles.get(reason) ?? []), title]);
  return [...titles].map(([reason, list]) => ({ reason: sentence(reason, locale), titles: list }));
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
  unknown: number,
  report: Report,
  strings: Strings,
): string {
  const [first] = findings;
  if (first && status !== 'unknown') {
    if (findings.length === 1) return first.statement;
    return `${first.statement} ${counted(strings.counts.moreFindings, findings.length - 1, report.locale)}`;
  }
  if (status !== 'unknown' || unknown === 0) return '';
  return counted(strings.counts.unknown, unknown, report.locale);
}
