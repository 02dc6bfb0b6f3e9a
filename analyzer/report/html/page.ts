import type { Report } from '../report.js';
import { counted, type Strings, stringsIn } from '../strings.js';
import { plainTime } from '../times.js';
import { type View, viewOf } from '../view.js';
import { type UnseenView, viewUnseen } from '../view-unseen.js';
import { type CauseView, viewCauses, viewOthers } from './causes.js';
import { componentsOf } from './components.js';
import { type CoverageView, viewCoverage } from './coverage.js';
import { type FindingView, viewFinding } from './finding.js';
import { type GuideView, viewGuide } from './guide.js';
import { type MeasuresView, viewMeasures } from './measures.js';
import { type TimelineView, viewTimeline } from './timeline.js';
import { type UnexplainedView, viewUnexplained } from './unexplained.js';

/** The HTML report in one language, in the order in which it is shown. Templates choose and place, they compute nothing. */
export interface Page extends Pick<View, 't' | 'name' | 'title' | 'node' | 'verdict' | 'counts' | 'gaps' | 'madeBy'> {
  readonly p: Strings['page'];
  readonly causes: readonly CauseView[];
  readonly others: readonly FindingView[];
  readonly othersMore: string;
  readonly unseen: UnseenView;
  readonly asks: View['unseen']['asks'];
  readonly asksHow: string;
  readonly lastChange: Report['coverage']['lastChange'] | undefined;
  readonly timeline: TimelineView | undefined;
  readonly guide: readonly GuideView[];
  readonly total: number;
  readonly severities: readonly {
    readonly id: string;
    readonly word: string;
    readonly status: string;
    readonly n: number;
  }[];
  readonly components: readonly string[];
  readonly measures: readonly MeasuresView[];
  readonly unexplained: readonly UnexplainedView[];
  readonly coverage: CoverageView | undefined;
}

/** Everything that the page says in the language of the report. */
export function pageOf(report: Report): Page {
  const strings = stringsIn(report.locale);
  const { t, name, title, node, verdict, counts, gaps, madeBy, unseen } = viewOf(report);
  const components = componentsOf(report);
  const findings = report.findings.map((finding, i) => viewFinding(finding, i, components.ofFindings, report, strings));
  const others = viewOthers(report);
  const { lastChange } = report.coverage;
  return {
    ...{ t, name, title, node, verdict, counts, gaps, madeBy },
    p: strings.page,
    causes: viewCauses(report, strings),
    others: findings.filter(({ number }) => others.numbers.includes(number)),
    othersMore: others.more > 0 ? counted(strings.counts.others, others.more, report.locale) : '',
    unseen: viewUnseen(report, strings),
    asks: unseen.asks,
    asksHow: unseen.how,
    lastChange: lastChange && { ...lastChange, at: plainTime(lastChange.at) },
    timeline: viewTimeline(report, strings),
    guide: viewGuide(report, findings, strings),
    total: findings.length,
    severities: (['critical', 'warning', 'info'] as const).map(id => ({
      id,
      word: strings.severity[id],
      status: findings.find(({ severity }) => severity === id)?.status ?? '',
      n: report.summary[id],
    })),
    components: components.names,
    measures: viewMeasures(report, strings),
    unexplained: viewUnexplained(report, strings),
    coverage: viewCoverage(report, strings),
  };
}
