import type { Spec } from '../../bundle/spec.js';
import { type LineTaker, type LogWords, lineTaker, type TakenFrom } from './line-taker.js';
import { HISTORY_BYTES, type LogBlock, MAX_LINE_BYTES } from './log-block.js';
import { type Anchor, HASH_FACTOR, HASH_SHIFT, type LogPatterns } from './pattern-set.js';
import { type Surroundings, surroundingsKeeper } from './surroundings.js';

const LINE_END = 0x0a;
const FOUR_LINE_ENDS = 0x0a0a0a0a;

/** One log, while it is read. Give it the bytes in order, in pieces of any size. */
export interface LogScan {
  write(chunk: Buffer): void;
  /** `cut`: the bytes ended before the log did. */
  end(cut: boolean): ScannedLog;
}

export interface ScannedLog extends LogWords {
  readonly specs: readonly Spec[];
  /** What lies around the lines of its hits and of error groups, by line number. */
  readonly surroundings: ReadonlyMap<number, Surroundings>;
}

export interface LogToScan extends TakenFrom {
  readonly patterns: LogPatterns;
  readonly block: LogBlock;
  /** Gives room for surroundings, of which a bundle has a bounded number of bytes. */
  takeRoom(
    fill: (room: number) => { readonly all: ReadonlyMap<number, Surroundings>; readonly bytes: number },
  ): ReadonlyMap<number, Surroundings>;
}

/** Searches one log in one pass, holding a block of it at a time. */
export function openLog(log: LogToScan): LogScan {
  const { block, patterns, specs, takeRoom } = log;
  const surroundings = surroundingsKeeper(block.bytes);
  const lines = lineTaker(log, block.bytes, surroundings);
  const search = blockSearch(block, patterns, lines);
  let bytes = 0;

  const look = (): void => {
    search(block.end);
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
    end(cut) {
      block.endLine();
      if (block.end > HISTORY_BYTES) look();
      return { specs, ...lines.end(bytes, cut), surroundings: takeRoom(surroundings.all) };
    },
  };
}

/**
 * Looks at the unread lines of a block up to `end`, four bytes in one step: either there is a line end
 * among them, or they may be part of an anchor, as a small bit table tells, or (nearly always) neither.
 * An anchor of seven bytes has such a word in it wherever it lies.
 */
function blockSearch(
  { bytes, words }: LogBlock,
  { filter, grams }: LogPatterns,
  lines: LineTaker,
): (end: number) => void {
  const compareAnchors = (at: number, word: number, hash: number, lineStart: number, length: number): void => {
    for (const gram of grams.get(hash) ?? []) {
      if (gram.word !== word) continue;
      const start = at - gram.offset;
      const end = start + gram.anchor.bytes.length;
      if (start < lineStart || end > length || end - lineStart > MAX_LINE_BYTES) continue;
      if (isAt(gram.anchor, bytes, start)) lines.candidates(gram.anchor.patterns);
    }
  };

  /** Ends the lines that end between `from` and `to`. Returns where the next one starts. */
  const splitLines = (from: number, to: number, lineStart: number): number => {
    let start = lineStart;
    for (let at = from; at < to; at++) {
      if (bytes[at] !== LINE_END) continue;
      lines.line(start, at);
      start = at + 1;
    }
    return start;
  };

  return end => {
    const count = end >>> 2;
    let lineStart = HISTORY_BYTES;
    for (let i = HISTORY_BYTES >>> 2; i < count; i++) {
      const word = words[i] as number;
      const x = word ^ FOUR_LINE_ENDS;
      // True when one of the four bytes of x is zero.
      if (((x - 0x01010101) & ~x & 0x80808080) !== 0) {
        lineStart = splitLines(i << 2, (i << 2) + 4, lineStart);
        continue;
      }
      const hash = Math.imul(word, HASH_FACTOR) >>> HASH_SHIFT;
      if ((((filter[hash >>> 5] as number) >>> (hash & 31)) & 1) !== 0) {
        compareAnchors(i << 2, word, hash, lineStart, end);
      }
    }
    splitLines(count << 2, end, lineStart);
  };
}

function isAt({ bytes }: Anchor, block: Buffer, start: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (block[start + i] !== bytes[i]) return false;
  return true;
}
