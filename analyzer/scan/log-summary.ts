import type { LogSummary } from '../fact.js';
import type { LineHead } from './line-head.js';
import { ERROR, WARNING } from './line-level.js';

/** Gathers what one log covers, line by line. */
export interface SummaryKeeper {
  /** Takes one line, without its line end. `head` is undefined for an empty one. */
  line(bytes: Buffer, start: number, end: number, head: Readonly<LineHead> | undefined): void;
  suppressed(messages: number): void;
  /** `bytes`: the size of the log. */
  summary(file: string, bytes: number, cut: boolean): LogSummary;
}

const NO_ENTRIES = '-- No entries --';

export function summaryKeeper(): SummaryKeeper {
  let lines = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let errors = 0;
  let warnings = 0;
  let suppressed = 0;
  let noEntries = false;

  return {
    line(bytes, start, end, head) {
      lines++;
      if (!head) return;
      if (lines === 1 && bytes[start] === 0x2d /* - */) {
        noEntries = bytes.toString('latin1', start, Math.min(end, start + 40)).trimEnd() === NO_ENTRIES;
      }
      if (head.time < from) from = head.time;
      if (head.time > to) to = head.time;
      if (head.level === ERROR) errors++;
      else if (head.level === WARNING) warnings++;
    },
    suppressed(messages) {
      suppressed += messages;
    },
    summary: (file, bytes, cut) => ({
      file,
      lines: lines === 1 && noEntries ? 0 : lines,
      bytes,
      ...(from <= to && { from, to }),
      errors,
      warnings,
      suppressed,
      cut,
    }),
  };
}
