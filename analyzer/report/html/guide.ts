import type { Report, SectionStatus } from '../report.js';
import { counted, type Strings } from '../strings.js';
import { sentence } from '../verdict.js';
import type { FindingView } from './finding.js';

/** A section of the guide: its state, its findings, and its other checks. */
export interface GuideView {
  readonly id: string;
  readonly title: string;
  readonly status: SectionStatus;
  readonly word: string;
  /** Number of its findings, '' when there is none. */
  readonly count: number | '';
  readonly findings: readonly FindingView[];
  /** What the checks say that found nothing, and each of them. */
  readonly checksText: string;
  readonly checks: readonly {
    readonly status: string;
    readonly word: string;
    readonly title: string;
    readonly reason: string;
  }[];
}

/** All sections in the order of the guide. */
export function viewGuide(report: Report, findings: readonly FindingView[], strings: Strings): GuideView[] {
  const unknown = new Map(report.unknown.map(one => [one.check, one]));
  const count = (key: 'unknown' | 'well' | 'notApplicable', n: number) =>
    n > 0 ? [counted(strings.counts[key], n, report.locale)] : [];

  return report.sections.map(({ id, title, status, checks }) => {
    const own = findings.filter(({ section }) => section === id);
    const not = checks.filter(check => check.status === 'unknown' || check.status === 'error');
    const well = checks.filter(check => check.status === 'pass');
    const na = checks.filter(check => check.status === 'not-applicable');
    return {
      id,
      title,
      status,
      word: strings.status[status],
      count: own.length || '',
      findings: own,
      checksText:
        checks.length === 0
          ? (strings.labels['noCheck'] ?? '')
          : [...count('unknown', not.length), ...count('well', well.length), ...count('notApplicable', na.length)].join(
              strings.listSeparator,
            ),
      checks: [...not, ...well, ...na].map(check => {
        const reason = unknown.get(check.id);
        return {
          status: check.status === 'pass' ? 'ok' : check.status === 'not-applicable' ? 'na' : 'unknown',
          word: strings.check[check.status],
          title: reason?.title ?? check.title,
          reason: reason ? sentence(reason.reason, report.locale) : '',
        };
      }),
    };
  });
}
