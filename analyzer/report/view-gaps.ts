import { numberIn } from './numbers.js';
import type { CoverageGap, Report } from './report.js';
import { counted, type Strings } from './strings.js';
import { plainTime } from './times.js';
import { sentence } from './verdict.js';

/** What the bundle could not show. */
export interface GapsView {
  readonly none: boolean;
  /** Checks that are unknown for the same reason, the most common reason first. */
  readonly reasons: readonly {
    readonly reason: string;
    readonly count: string;
    readonly checks: readonly { readonly title: string; readonly section: string; readonly sectionId: string }[];
  }[];
  /** What went wrong in the same way stands together: a dead API server costs many specs. */
  readonly notCollected: readonly {
    readonly specs: readonly string[];
    readonly outcome: string;
    readonly reason: string;
  }[];
  readonly logs: readonly LogView[];
  readonly problems: readonly { readonly kind: string; readonly entry: string; readonly detail: string }[];
  /** Entries that nobody judged: the reader may want to look. */
  readonly extra: readonly string[];
}

interface LogView {
  readonly file: string;
  readonly lines: string;
  readonly from: string;
  readonly to: string;
  readonly errors: string;
  readonly warnings: string;
  readonly note: string;
}

export function viewGaps(report: Report, strings: Strings): GapsView {
  const { coverage, locale } = report;
  const number = numberIn(locale);
  const reasons = viewReasons(report, strings);

  return {
    none: reasons.length === 0 && coverage.notCollected.length === 0 && coverage.problems.length === 0,
    reasons,
    notCollected: viewNotCollected(report, strings),
    logs: coverage.logs.map(log => ({
      file: log.part === undefined ? log.file : `${log.file} (${log.part})`,
      lines: number(log.lines),
      from: plainTime(log.from) || (strings.labels['noTime'] ?? ''),
      to: plainTime(log.to),
      errors: number(log.errors),
      warnings: number(log.warnings),
      note: [
        log.cut ? strings.labels['cut'] : undefined,
        log.suppressed > 0 ? counted(strings.counts.suppressed, log.suppressed, locale) : undefined,
      ]
        .filter(Boolean)
        .join(strings.listSeparator),
    })),
    problems: coverage.problems.map(({ kind, entry, detail }) => ({
      kind: strings.problem[kind] ?? kind,
      entry: entry ?? '',
      detail,
    })),
    extra: coverage.extra ?? [],
  };
}

function viewReasons(report: Report, strings: Strings): GapsView['reasons'] {
  // By what is the same in every language: the page shows two of them as one.
  const byReason = new Map<string, Report['unknown'][number][]>();
  for (const unknown of report.unknown) {
    const key = JSON.stringify(unknown.missing);
    byReason.set(key, [...(byReason.get(key) ?? []), unknown]);
  }
  return [...byReason.values()]
    .sort((a, b) => b.length - a.length)
    .map(unknown => ({
      reason: sentence(unknown[0]?.reason ?? '', report.locale),
      count: counted(strings.counts.checks, unknown.length, report.locale),
      checks: unknown.map(({ title, section }) => ({
        title,
        section: report.sections.find(({ id }) => id === section)?.title ?? section,
        sectionId: section,
      })),
    }));
}

function viewNotCollected({ coverage }: Report, strings: Strings): GapsView['notCollected'] {
  const byReason = new Map<string, CoverageGap[]>();
  for (const gap of coverage.notCollected) {
    const key = `${gap.outcome} ${gap.reason ?? ''}`;
    const those = byReason.get(key);
    if (those) those.push(gap);
    else byReason.set(key, [gap]);
  }
  return [...byReason.values()].map(gaps => ({
    specs: gaps.map(({ spec }) => spec),
    outcome: gaps[0] ? strings.outcome[gaps[0].outcome] : '',
    reason: gaps[0]?.reason ?? '',
  }));
}
