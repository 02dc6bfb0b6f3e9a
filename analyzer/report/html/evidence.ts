import type { ReportedEvidence } from '../report.js';
import { plainTime } from '../times.js';

/** Lines shown on each side of the one that matters before the reader asks for more. */
const NEAR = 2;

/** A line of the bundle with what was said around it. */
export interface EvidenceView {
  readonly file: string;
  readonly line: number;
  readonly time: string;
  /** Number of the first line that is shown. */
  readonly first: number;
  readonly before: readonly LinesView[];
  readonly after: readonly LinesView[];
  /** The line itself, in front of what matched, that, and behind it. */
  readonly head: string;
  readonly matched: string;
  readonly tail: string;
}

/** Lines that are shown or hidden together. */
interface LinesView {
  readonly lines: string;
  readonly far: boolean;
}

/** Evidence in the order in which it is read. */
export function viewEvidence(evidence: ReportedEvidence): EvidenceView {
  const { file, line, text, time, before, after, matched } = evidence;
  const [start, end] = matched ?? [text.length, text.length];
  const near = Math.max(0, before.length - NEAR);
  return {
    file,
    line,
    time: plainTime(time),
    first: line - before.length,
    before: [...lines(before.slice(0, near), true), ...lines(before.slice(near), false)],
    after: [...lines(after.slice(0, NEAR), false), ...lines(after.slice(NEAR), true)],
    head: text.slice(0, start),
    matched: text.slice(start, end),
    tail: text.slice(end),
  };
}

function lines(texts: readonly string[], far: boolean): LinesView[] {
  return texts.length === 0 ? [] : [{ lines: texts.join('\n'), far }];
}
