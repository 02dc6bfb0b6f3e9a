import { lineText } from './line-match.js';

/** The lines around one, in the order of the file. */
export interface Surroundings {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A line whose surroundings are kept as long as it has holders. */
export interface Mark {
  readonly line: number;
  /** Where in the block the line begins, and where its line end is, until the block moves on. */
  readonly start: number;
  readonly end: number;
  holders: number;
  text: Buffer | undefined;
  /** Bytes of `text` that come before the line, and after it. */
  before: number;
  after: number;
  /** How many lines `after` has. */
  linesAfter: number;
}

export interface SurroundingsKeeper {
  /** The line at `start` of the block, held once more. */
  mark(line: number, start: number, end: number): Mark;
  release(mark: Mark): void;
  /**
   * Keeps what lies around the marked lines, before the block moves on: all lines between `from` and `to`
   * are new, `oldest` is where the block's memory of lines before them begins. `fromBegin`: that is where
   * the log begins.
   */
  settle(oldest: number, fromBegin: boolean, from: number, to: number): void;
  /** By line number, in no more than `room` bytes; and how many bytes that took. */
  all(room: number): { readonly all: ReadonlyMap<number, Surroundings>; readonly bytes: number };
}

/** Of each side, at most. */
export const LINES_AROUND = 10;
/** Of each side: as much as ten lines usually have. Lines that do not fit are not shown. */
export const SIDE_BYTES = 4096;
/** Marked lines of one log that surroundings are kept of. */
const MOST_MARKS = 2048;
const LINE_END = 0x0a;

/**
 * Remembers about ten lines before and after each line that is held, out of the block in which a log is
 * scanned. Text is copied once for a block and only around lines that are still held then, so a flood of
 * hits, of which the last few are kept, costs little; buffers of lines that nobody holds are used again.
 */
export function surroundingsKeeper(block: Buffer): SurroundingsKeeper {
  const kept = new Set<Mark>();
  const spare: Buffer[] = [];
  let fresh: Mark[] = [];
  /** Marks whose last lines are not read yet. */
  let open: Mark[] = [];
  let latest: Mark | undefined;

  const release = (mark: Mark): void => {
    mark.holders--;
    if (mark.holders > 0 || !mark.text) return;
    kept.delete(mark);
    spare.push(mark.text);
    mark.text = undefined;
  };

  const takeBefore = (mark: Mark, oldest: number, fromBegin: boolean): void => {
    let first = mark.start;
    for (let lines = 0; lines < LINES_AROUND && first > oldest; lines++) {
      const end = first >= 2 ? block.lastIndexOf(LINE_END, first - 2) : -1;
      const start = end < oldest ? oldest : end + 1;
      if ((end < oldest && !fromBegin) || mark.start - start > SIDE_BYTES) break;
      first = start;
    }
    mark.before = block.copy(mark.text as Buffer, 0, first, mark.start);
  };

  /** Returns whether more lines are wanted than there are. */
  const takeAfter = (mark: Mark, from: number, to: number): boolean => {
    let last = from;
    while (mark.linesAfter < LINES_AROUND) {
      const end = last < to ? block.indexOf(LINE_END, last) : -1;
      if (end < 0 || end >= to) break;
      if (mark.after + end + 1 - from > SIDE_BYTES) {
        mark.linesAfter = LINES_AROUND;
        break;
      }
      mark.linesAfter++;
      last = end + 1;
    }
    mark.after += block.copy(mark.text as Buffer, SIDE_BYTES + mark.after, from, last);
    return mark.linesAfter < LINES_AROUND;
  };

  return {
    mark(line, start, end) {
      if (latest?.line !== line) {
        latest = { line, start, end, holders: 0, text: undefined, before: 0, after: 0, linesAfter: 0 };
        fresh.push(latest);
      }
      latest.holders++;
      return latest;
    },
    release,
    settle(oldest, fromBegin, from, to) {
      open = open.filter(mark => mark.text !== undefined && takeAfter(mark, from, to));
      for (const mark of fresh) {
        if (mark.holders === 0 || kept.size >= MOST_MARKS) continue;
        mark.text = spare.pop() ?? Buffer.allocUnsafeSlow(2 * SIDE_BYTES);
        kept.add(mark);
        takeBefore(mark, oldest, fromBegin);
        if (takeAfter(mark, mark.end + 1, to)) open.push(mark);
      }
      fresh = [];
    },
    all(room) {
      const all = new Map<number, Surroundings>();
      let left = room;
      for (const mark of kept) {
        left -= mark.before + mark.after;
        if (left < 0) break;
        const before = linesOf(mark, 0, mark.before);
        all.set(mark.line, { before, after: linesOf(mark, SIDE_BYTES, mark.after) });
      }
      return { all, bytes: room - left };
    },
  };
}

function linesOf({ text }: Mark, start: number, length: number): string[] {
  const lines: string[] = [];
  for (let from = start; text && from < start + length; ) {
    const end = text.indexOf(LINE_END, from);
    lines.push(lineText(text, from, end));
    from = end + 1;
  }
  return lines;
}
