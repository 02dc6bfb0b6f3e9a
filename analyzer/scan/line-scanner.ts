import type { Spec } from '../../bundle/spec.js';
import { HISTORY_BYTES, type LogBlock } from './log-block.js';
import type { LogLines, LogWords } from './log-lines.js';
import type { Surroundings, SurroundingsKeeper } from './surroundings.js';

/** One log, while it is read. Give it the bytes in order, in pieces of any size. */
export interface LogScan {
  write(chunk: Buffer): void;
  /** Until now: lines, and those of them that a pattern was run on. */
  counts(): { readonly lines: number; readonly matches: number };
  /** Between two lines: so many lines of the file are not given, and numbers go on behind them. */
  skip(lines: number): void;
  /** `cut`: the bytes ended before the log did. */
  end(cut: boolean): ScannedLog;
}

export interface ScannedLog extends LogWords {
  readonly specs: readonly Spec[];
  /** What lies around the lines of its hits and of error groups, by line number. */
  readonly surroundings: ReadonlyMap<number, Surroundings>;
}

/** Scans one log a block at a time. `look`: the engine on whole lines; `takeRoom`: of bounded room for surroundings. */
export function openLog(
  specs: readonly Spec[],
  block: LogBlock,
  lines: LogLines,
  surroundings: SurroundingsKeeper,
  scan: (begin: number, end: number) => void,
  takeRoom: (wanted: SurroundingsKeeper['all']) => ReadonlyMap<number, Surroundings>,
): LogScan {
  let bytes = 0;

  const look = (): void => {
    scan(HISTORY_BYTES, block.end);
    surroundings.settle(block.oldest, block.fromBegin, HISTORY_BYTES, block.end);
    block.next();
  };

  return {
    write(chunk) {
      bytes += chunk.length;
      for (let at = 0; at < chunk.length; ) {
        at += block.fill(chunk, at);
        if (block.end > HISTORY_BYTES) look();
      }
    },
    counts: lines.counts,
    skip: lines.skip,
    end(cut) {
      block.endLine();
      if (block.end > HISTORY_BYTES) look();
      return { specs, ...lines.end(bytes, cut), surroundings: takeRoom(surroundings.all) };
    },
  };
}
