import type { ChainStep, Report, ReportedCause } from './report.js';
import { fill, type Strings } from './strings.js';
import { plainTime } from './times.js';
import { LOOK, sectionTitle } from './view-finding.js';

/** A cause in words and in the order in which it is shown. */
export interface CauseView {
  readonly status: string;
  readonly word: string;
  readonly title: string;
  readonly section: string;
  /** Number of its finding, which is its anchor. */
  readonly number: number;
  /** What was found of it on this node. */
  readonly sentence: string;
  /** Severity, since when, until when, how sure: `Critical · since 2026-11-23 19:54:31 · high confidence`. */
  readonly facts: readonly string[];
  readonly explains: string;
  /** Empty when nothing follows from it. */
  readonly steps: readonly StepView[];
  readonly fix: readonly string[];
  readonly reasons: readonly string[];
}

interface StepView {
  /** The day where it is another than that of the step before; '' when there is no time. */
  readonly time: string;
  /** What is wrong, with what was found, and the first alone. */
  readonly title: string;
  readonly statement: string;
  /** `logs/kubelet.log:12`, or ''. */
  readonly place: string;
}

export function viewCauses(report: Report, strings: Strings): CauseView[] {
  return report.causes.map(cause => viewCause(cause, report, strings));
}

function viewCause(cause: ReportedCause, report: Report, strings: Strings): CauseView {
  const [first, ...effects] = cause.chain;
  const { since, endedAt, confidence } = cause;
  return {
    status: LOOK[cause.severity],
    word: strings.severity[cause.severity],
    title: cause.title,
    section: sectionTitle(report, cause.section),
    number: (first?.finding ?? -1) + 1,
    sentence: first?.title ?? '',
    facts: [
      strings.severity[cause.severity],
      ...(since === undefined ? [] : [fill(strings.cause.since, { time: plainTime(since) })]),
      ...(endedAt === undefined || endedAt === since
        ? []
        : [fill(strings.cause.endedAt, { time: plainTime(endedAt) })]),
      strings.confidence.level[confidence.level],
    ],
    explains:
      cause.explains.length === 0
        ? ''
        : fill(strings.explains, {
            titles: cause.explains.map(id => titleOf(id, report)).join(strings.listSeparator),
          }),
    steps: effects.length === 0 ? [] : cause.chain.map((step, i) => viewStep(step, cause.chain.slice(0, i), strings)),
    fix: cause.fix,
    reasons: confidence.reasons,
  };
}

function viewStep(
  { at, statement, title, evidence }: ChainStep,
  before: readonly ChainStep[],
  strings: Strings,
): StepView {
  const day = before.findLast(step => step.at !== undefined)?.at?.slice(0, 10);
  const time = plainTime(at);
  return {
    time: time.slice(0, 10) === day ? time.slice(11) : time,
    title: fill(strings.cause.step, { statement, title }),
    statement,
    place: evidence ? `${evidence.file}:${evidence.line}` : '',
  };
}

function titleOf(id: string, report: Report): string {
  return report.sections.flatMap(section => section.checks).find(check => check.id === id)?.title ?? id;
}
