/** What is beyond this in a line, or beyond less if that is asked for, is not searched; its number and those after it stay right. */
export const MAX_LINE_BYTES = 16 * 1024;
/** Of lines before those at hand, for what is shown around a hit. A multiple of 16, as the engine likes it. */
export const HISTORY_BYTES = 4112;
const LINE_END = 0x0a;

/**
 * The piece of a log that is looked at, in the memory of the engine: at first the end of a few lines that were looked
 * at before, from HISTORY_BYTES on those that were not, of which the last may be a beginning.
 */
export interface LogBlock {
  /** Where the unread lines end, behind the last line end; HISTORY_BYTES when there is no whole one. */
  readonly end: number;
  /** Where what is remembered of the lines before begins, and whether that is where the log begins. */
  readonly oldest: number;
  readonly fromBegin: boolean;
  /** Forgets one log for the next. */
  clear(): void;
  /** Takes as much of the chunk from `at` on as there is room for. Returns how much. */
  fill(chunk: Buffer, at: number): number;
  /** Ends a last line that has no line end, if there is one. */
  endLine(): void;
  /** The lines up to `end` were looked at. */
  next(): void;
}

export function logBlock(bytes: Buffer, lineBytes: number): LogBlock {
  /** A last line end can be put behind what fits. */
  const capacity = bytes.length - 1;
  let filled = HISTORY_BYTES;
  let end = HISTORY_BYTES;
  let history = 0;
  let fromBegin = true;

  return {
    get end() {
      return end;
    },
    get oldest() {
      return HISTORY_BYTES - history;
    },
    get fromBegin() {
      return fromBegin;
    },
    clear() {
      filled = HISTORY_BYTES;
      end = HISTORY_BYTES;
      history = 0;
      fromBegin = true;
    },
    fill(chunk, at) {
      const copied = chunk.copy(bytes, filled, at, at + capacity - filled);
      const lastEnd = chunk.lastIndexOf(LINE_END, at + copied - 1);
      if (lastEnd >= at) end = filled + lastEnd - at + 1;
      filled += copied;
      // A line that is longer than is searched: what is beyond it only has to end.
      if (end === HISTORY_BYTES) filled = Math.min(filled, HISTORY_BYTES + lineBytes);
      return copied;
    },
    endLine() {
      if (filled === HISTORY_BYTES) return;
      bytes[filled++] = LINE_END;
      end = filled;
    },
    next() {
      const kept = Math.min(HISTORY_BYTES, history + end - HISTORY_BYTES);
      if (kept < history + end - HISTORY_BYTES) fromBegin = false;
      history = kept;
      // What begins a line that is longer than is searched, as above.
      filled = Math.min(filled, end + lineBytes);
      bytes.copyWithin(HISTORY_BYTES - history, end - history, filled);
      filled += HISTORY_BYTES - end;
      end = HISTORY_BYTES;
    },
  };
}
