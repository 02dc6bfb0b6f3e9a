import { numberIn } from '../numbers.js';
import type { ErrorTemplate, Report } from '../report.js';
import type { Strings } from '../strings.js';
import { plainTime } from '../times.js';
import { type EvidenceView, viewEvidence } from './evidence.js';

export interface UnexplainedView {
  /** Its text in pieces, in front of each of which something was cut out. */
  readonly pieces: readonly string[];
  readonly component: string;
  readonly count: string;
  readonly first: string;
  readonly last: string;
  readonly from: number | '';
  readonly to: number | '';
  readonly status: string;
  readonly novelty: string;
  readonly sample: readonly EvidenceView[];
}

const NOVELTY = {
  new: { status: 'warning', word: 'new' },
  more: { status: 'info', word: 'more-often' },
  usual: { status: 'na', word: 'usual' },
  unknown: { status: 'na', word: 'unknown-novelty' },
} as const satisfies Readonly<Record<ErrorTemplate['novelty'], object>>;

/** Error lines that no check explains, grouped. */
export function viewUnexplained({ unexplained, locale }: Report, strings: Strings): UnexplainedView[] {
  const number = numberIn(locale);
  return unexplained.map(({ template, component, count, firstSeen, lastSeen, novelty, sample }) => ({
    pieces: template.split('<*>'),
    component,
    count: number(count),
    first: plainTime(firstSeen),
    last: plainTime(lastSeen),
    from: firstSeen ? Date.parse(firstSeen) : '',
    to: lastSeen ? Date.parse(lastSeen) : '',
    status: NOVELTY[novelty].status,
    novelty: strings.page[NOVELTY[novelty].word] ?? novelty,
    sample: [viewEvidence(sample)],
  }));
}
