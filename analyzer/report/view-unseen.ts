import type { Report } from './report.js';
import { counted, fill, type Strings } from './strings.js';
import { plainTime } from './times.js';
import { sentence } from './verdict.js';

/** Of the reasons why checks could not be judged. */
const REASONS = 2;

/** What the bundle could not show, in short. */
export interface UnseenView {
  readonly none: boolean;
  readonly items: readonly {
    readonly what: 'incomplete' | 'change' | 'unused' | 'unknown' | 'notCollected' | 'logsCut';
    readonly status: string;
    readonly text: string;
    readonly detail: string;
  }[];
}

/** The worst of what could not be seen first. */
export function viewUnseen(report: Report, strings: Strings): UnseenView {
  const { coverage, locale } = report;
  const { lastChange } = coverage;
  const count = (key: 'unused' | 'unknown' | 'notCollected' | 'logsCut', n: number, detail = '') =>
    n > 0 ? [{ what: key, status: 'unknown', text: counted(strings.counts[key], n, locale), detail }] : [];
  const unused = coverage.problems.filter(({ kind }) => kind !== 'cut-off');
  const cut = coverage.logs.filter(log => log.cut || log.suppressed > 0);
  const items = [
    ...(coverage.complete
      ? []
      : [{ what: 'incomplete' as const, status: 'warning', text: strings.incomplete, detail: '' }]),
    ...(lastChange && !lastChange.covered
      ? [
          {
            what: 'change' as const,
            status: 'warning',
            text: changeText(lastChange, strings),
            detail: lastChange.detail,
          },
        ]
      : []),
    ...count('unused', unused.length, unused.slice(0, REASONS).map(problemText).join(' ')),
    ...count('unknown', report.unknown.length, mostCommonReasons(report)),
    ...count('notCollected', coverage.notCollected.length),
    ...count('logsCut', cut.length),
  ];
  return { none: items.length === 0, items };
}

/** `logs/kubelet.log: the zip is damaged` */
export function problemText({ entry, detail }: Report['coverage']['problems'][number]): string {
  return entry === undefined ? detail : `${entry}: ${detail}`;
}

function changeText({ what, at }: { readonly what: string; readonly at: string }, strings: Strings): string {
  return fill(strings.page['change'] ?? '', { what, at: plainTime(at) });
}

function mostCommonReasons({ unknown, locale }: Report): string {
  const counts = new Map<string, number>();
  for (const { reason } of unknown) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, REASONS)
    .map(([reason]) => sentence(reason, locale))
    .join(locale === 'zh-CN' ? '' : ' ');
}
