import type { ChainStep, Report, ReportedCause } from '../report.js';
import type { Strings } from '../strings.js';
import { fill } from '../strings.js';
import { durationText, plainTime } from '../times.js';
import { LOOK } from '../view-finding.js';
import { type EvidenceView, viewEvidence } from './evidence.js';

/** As many findings of their own as fit under the causes. */
const OTHERS = 8;

export interface CauseView {
  readonly ordinal: number;
  readonly status: string;
  readonly word: string;
  readonly title: string;
  readonly section: string;
  readonly number: number;
  readonly since: string;
  /** How long before the bundle was taken. */
  readonly ago: string;
  readonly ended: string;
  readonly chain: readonly StepView[];
  readonly explains: string;
  readonly fix: readonly string[];
  readonly confidence: { readonly level: string; readonly word: string; readonly reasons: readonly string[] };
  /** For the button that shows the time around it: milliseconds, '' when not known. */
  readonly from: number | '';
  readonly to: number | '';
}

interface StepView {
  readonly time: string;
  readonly date: string;
  /** After the step before: '+4 min'; '' when nobody knows. */
  readonly later: string;
  readonly status: string;
  readonly word: string;
  readonly statement: string;
  readonly title: string;
  readonly number: number;
  /** The step that it follows from, when that is not the one above. */
  readonly because: string;
  readonly evidence: EvidenceView | undefined;
}

/** What broke first, and what that did. */
export function viewCauses(report: Report, strings: Strings): CauseView[] {
  const titles = new Map(report.sections.flatMap(({ checks }) => checks).map(check => [check.id, check.title]));
  return report.causes.map((cause, i) => {
    const { chain, confidence } = cause;
    const explained = cause.explains.filter(id => !chain.some(({ check }) => check === id));
    const number = report.findings.findIndex(({ check }) => check === cause.check) + 1;
    return {
      ordinal: i + 1,
      status: LOOK[cause.severity],
      word: strings.severity[cause.severity],
      title: cause.title,
      section: report.sections.find(({ id }) => id === cause.section)?.title ?? cause.section,
      number: chain[0] ? chain[0].finding + 1 : number,
      since: plainTime(cause.since),
      ago: agoOf(cause.since, report, strings),
      ended: plainTime(cause.endedAt),
      chain: chain.map((step, n) => viewStep(step, n, chain, strings)),
      explains:
        explained.length === 0
          ? ''
          : fill(strings.explains, {
              titles: explained.map(id => titles.get(id) ?? id).join(strings.listSeparator),
            }),
      fix: cause.fix,
      confidence: {
        level: confidence.level,
        word: strings.page[confidence.level] ?? confidence.level,
        reasons: confidence.reasons,
      },
      ...spanOf(cause),
    };
  });
}

function viewStep(step: ChainStep, i: number, chain: readonly ChainStep[], strings: Strings): StepView {
  const at = plainTime(step.at);
  const before = chain[i - 1];
  const day = chain.slice(0, i).findLast(one => one.at)?.at;
  const from = chain.find(({ check }) => check === step.because);
  const seconds = before?.at && step.at ? (Date.parse(step.at) - Date.parse(before.at)) / 1000 : 0;
  return {
    time: at.slice(11),
    date: at.slice(0, 10) === plainTime(day).slice(0, 10) ? '' : at.slice(0, 10),
    later: seconds >= 1 ? `+${laterText(seconds, strings)}` : '',
    status: LOOK[step.severity],
    word: strings.severity[step.severity],
    // The heading of the cause says what the first step is.
    statement: before ? step.statement : step.title,
    title: before ? step.title : '',
    number: step.finding + 1,
    because: from && from !== before ? from.statement : '',
    evidence: step.evidence && viewEvidence(step.evidence),
  };
}

function laterText(seconds: number, strings: Strings): string {
  return seconds < 60 ? `${Math.round(seconds)} s` : durationText(seconds, strings);
}

function agoOf(since: string | undefined, { node }: Report, strings: Strings): string {
  if (!since || !node.collectedAt) return '';
  const seconds = (Date.parse(node.collectedAt) - Date.parse(since)) / 1000;
  return seconds > 0 ? fill(strings.page['before'] ?? '', { time: durationText(seconds, strings) }) : '';
}

/** From its begin to its last consequence. */
function spanOf({ since, chain }: ReportedCause): { from: number | ''; to: number | '' } {
  const times = [since, ...chain.map(({ at }) => at)].flatMap(at => (at ? [Date.parse(at)] : []));
  return times.length === 0 ? { from: '', to: '' } : { from: Math.min(...times), to: Math.max(...times) };
}

/** What is critical or a warning and in no chain: it must not be overlooked for a cause that is named. */
export function viewOthers(report: Report): { readonly numbers: readonly number[]; readonly more: number } {
  const told = new Set(
    report.causes.flatMap(({ check, explains, chain }) => [check, ...explains, ...chain.map(step => step.check)]),
  );
  const own = report.findings.flatMap(({ check, severity }, i) =>
    severity === 'info' || told.has(check) ? [] : [i + 1],
  );
  return { numbers: own.slice(0, OTHERS), more: Math.max(0, own.length - OTHERS) };
}
