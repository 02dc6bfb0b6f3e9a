import type { LogSummary } from '../fact.js';
import { ERROR, levelOf, WARNING } from './line-level.js';
import type { LineTime } from './line-time.js';

/** Gathers what one log covers, line by line. */
export interface SummaryKeeper {
  /** Takes one line, without its line end. Returns its time, NaN when it has none. */
  line(bytes: Buffer, start: number, end: number): number;
  suppressed(messages: number): void;
  /** `bytes`: the size of the log. */
  summary(file: string, bytes: number, cut: boolean): LogSummary;
}

const NO_ENTRIES = '-- No entries --';

export function summaryKeeper(timeOf: LineTime): SummaryKeeper {
  let lines = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let errors = 0;
  let warnings = 0;
  let suppressed = 0;
  let noEntries = false;

  return {
    line(bytes, start, end) {
      lines++;
      if (end === start) return Number.NaN;
      if (lines === 1 && bytes[start] === 0x2d /* - */) {
        noEntries = bytes.toString('latin1', start, Math.min(end, start + 40)).trimEnd() === NO_ENTRIES;
      }
      const time = timeOf(bytes, start, end);
      if (time < from) from = time;
      if (time > to) to = time;
      const level = levelOf(bytes, start, end, !Number.isNaN(time));
      if (level === ERROR) errors++;
      else if (level === WARNING) warnings++;
      return time;
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
