import type { CoveredSource, Report } from '../report.js';
import { counted, type Strings } from '../strings.js';
import { plainTime } from '../times.js';
import { percent, type TimeAxis, timeAxis } from './time-axis.js';

/** What each section of the guide is judged from, and the time that it covers. */
export interface CoverageView {
  readonly ticks: TimeAxis['ticks'];
  /** Where the node changed last; '' when nobody knows. */
  readonly changeX: string;
  readonly fromText: string;
  readonly toText: string;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly sources: readonly SourceView[];
    /** Documents that are there in full: how many, and that in words. */
    readonly documents: number;
    readonly documentsText: string;
    /** Whether nothing is missing. */
    readonly complete: boolean;
    /** Of the bars of its sources, one under the other. */
    readonly height: number;
  }[];
}

interface SourceView {
  readonly source: string;
  readonly status: string;
  readonly word: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** On the axis; '' when it has no times. */
  readonly x: string;
  readonly y: number;
  readonly width: string;
}

/** Height of the bar of a source and the gap to the next. */
const STEP = 6;

const LOOKS = { whole: 'ok', part: 'warning', none: 'unknown' } as const satisfies Record<
  CoveredSource['state'],
  string
>;

/** The coverage map; undefined when nobody made one. */
export function viewCoverage(
  { coverage, timeline, sections, locale }: Report,
  strings: Strings,
): CoverageView | undefined {
  if (!coverage.sections) return undefined;
  const sources = coverage.sections.flatMap(section => section.sources);
  const times = sources.flatMap(({ from, to }) => [from, to]).filter(time => time !== undefined);
  const from = timeline?.from ?? times.reduce((a, b) => (a < b ? a : b), times[0] ?? '');
  const to = timeline?.to ?? times.reduce((a, b) => (a > b ? a : b), times[0] ?? '');
  const axis = timeAxis(from, to);
  return {
    ticks: axis?.ticks ?? [],
    changeX: axis && coverage.lastChange ? percent(axis.at(Date.parse(coverage.lastChange.at))) : '',
    fromText: plainTime(from),
    toText: plainTime(to),
    sections: coverage.sections.map(({ section, whole, sources: own }) => ({
      id: section,
      title: sections.find(({ id }) => id === section)?.title ?? section,
      sources: own.map((one, i) => viewSource(one, i, axis, strings)),
      documents: whole,
      documentsText: counted(strings.counts.documents, whole, locale),
      complete: own.every(({ state }) => state === 'whole'),
      height: Math.max(1, own.length) * STEP,
    })),
  };
}

function viewSource(
  { source, state, from, to, reason }: CoveredSource,
  i: number,
  axis: TimeAxis | undefined,
  strings: Strings,
) {
  const begin = axis && from ? axis.at(Date.parse(from)) : undefined;
  const end = axis && to ? axis.at(Date.parse(to)) : undefined;
  const drawn = begin !== undefined && end !== undefined;
  return {
    source,
    status: LOOKS[state],
    word: strings.page[state] ?? state,
    from: plainTime(from),
    to: plainTime(to),
    reason: reason ?? '',
    y: i * STEP + 1,
    x: drawn ? percent(begin) : '',
    width: drawn ? percent(Math.max(0, end - begin)) : '',
  };
}
