import type { Spec } from '../../bundle/spec.js';
import type { LogNeed, LogSummary } from '../fact.js';
import type { Clock } from './clock.js';
import { hitIn, isJournalNote, lineText } from './line-match.js';
import { lineTime } from './line-time.js';
import { summaryKeeper } from './log-summary.js';
import { type Hits, type MatchStore, matchStore } from './match-store.js';
import { type Anchor, HASH_FACTOR, HASH_SHIFT, type Pattern, type PatternSet, SUPPRESSED } from './pattern-set.js';

/** What is beyond this in a line is not searched; its number and those after it stay right. */
export const MAX_LINE_BYTES = 16 * 1024;
const BLOCK_BYTES = 256 * 1024;
const LINE_END = 0x0a;
const FOUR_LINE_ENDS = 0x0a0a0a0a;

/** One log, while it is read. Give it the bytes in order, in pieces of any size. */
export interface LogScan {
  write(chunk: Buffer): void;
  /** `cut`: the bytes ended before the log did. */
  end(cut: boolean): ScannedLog;
}

export interface ScannedLog {
  readonly specs: readonly Spec[];
  readonly summary: LogSummary;
  /** Only needs that were hit. */
  readonly hits: ReadonlyMap<LogNeed, Hits>;
}

/**
 * Searches one log in one pass, holding a block of it at a time. Four bytes are looked at in one step:
 * either there is a line end among them, or they may be part of an anchor, as a small bit table tells,
 * or (nearly always) neither. An anchor of seven bytes has such a word in it wherever it lies.
 */
export function openLog(set: PatternSet, file: string, specs: readonly Spec[], clock: Clock): LogScan {
  const { filter, grams } = set(specs);
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES + MAX_LINE_BYTES + 4);
  const capacity = block.length - 4;
  const words = new Int32Array(block.buffer, 0, block.length >>> 2);
  const keeper = summaryKeeper(lineTime(clock));
  const stores = new Map<LogNeed, MatchStore>();
  /** Patterns whose anchors the line at hand holds. */
  let candidates: Pattern[] = [];
  let lineNumber = 0;
  let bytes = 0;
  /** Bytes in the block. Between calls it holds the beginning of one line. */
  let filled = 0;

  const lineEnds = (start: number, end: number): void => {
    lineNumber++;
    const time = keeper.line(block, start, end);
    if (candidates.length === 0) return;
    const patterns = new Set(candidates);
    candidates = [];
    const text = lineText(block, start, Math.min(end, start + MAX_LINE_BYTES));
    if (isJournalNote(text)) return;
    for (const pattern of patterns) {
      const match = pattern.regex.exec(text);
      if (!match) continue;
      if (pattern === SUPPRESSED) keeper.suppressed(Number(match[1]));
      else if (pattern.need && (pattern.need.in.ours?.(text) ?? true))
        storeOf(pattern.need).add(hitIn(file, lineNumber, text, time, match.groups));
    }
  };

  const storeOf = (need: LogNeed): MatchStore => {
    let store = stores.get(need);
    if (!store) {
      store = matchStore();
      stores.set(need, store);
    }
    return store;
  };

  const compareAnchors = (at: number, word: number, hash: number, lineStart: number, length: number): void => {
    for (const gram of grams.get(hash) ?? []) {
      if (gram.word !== word) continue;
      const start = at - gram.offset;
      const end = start + gram.anchor.bytes.length;
      if (start < lineStart || end > length || end - lineStart > MAX_LINE_BYTES) continue;
      if (isAt(gram.anchor, block, start)) candidates.push(...gram.anchor.patterns);
    }
  };

  /** The first `length` bytes of the block, the last of which is a line end. */
  const scan = (length: number): void => {
    const count = length >>> 2;
    let lineStart = 0;
    for (let i = 0; i < count; i++) {
      const word = words[i] as number;
      const x = word ^ FOUR_LINE_ENDS;
      // True when one of the four bytes of x is zero.
      if (((x - 0x01010101) & ~x & 0x80808080) !== 0) {
        lineStart = splitLines(i << 2, (i << 2) + 4, lineStart);
        continue;
      }
      const hash = Math.imul(word, HASH_FACTOR) >>> HASH_SHIFT;
      if ((((filter[hash >>> 5] as number) >>> (hash & 31)) & 1) !== 0) {
        compareAnchors(i << 2, word, hash, lineStart, length);
      }
    }
    splitLines(count << 2, length, lineStart);
  };

  /** Ends the lines that end between `from` and `to`. Returns where the next one starts. */
  const splitLines = (from: number, to: number, lineStart: number): number => {
    let start = lineStart;
    for (let at = from; at < to; at++) {
      if (block[at] !== LINE_END) continue;
      lineEnds(start, at);
      start = at + 1;
    }
    return start;
  };

  return {
    write(chunk) {
      bytes += chunk.length;
      let at = 0;
      while (at < chunk.length) {
        const copied = chunk.copy(block, filled, at, at + capacity - filled);
        at += copied;
        filled += copied;
        const lastEnd = block.lastIndexOf(LINE_END, filled - 1);
        if (lastEnd >= 0) {
          scan(lastEnd + 1);
          block.copyWithin(0, lastEnd + 1, filled);
          filled -= lastEnd + 1;
        }
        // A line that is longer than is searched: what is beyond it only has to end.
        filled = Math.min(filled, MAX_LINE_BYTES);
      }
    },
    end(cut) {
      if (filled > 0) {
        block[filled] = LINE_END;
        scan(filled + 1);
        filled = 0;
      }
      const hits = new Map([...stores].map(([need, store]) => [need, store.hits()]));
      return { specs, summary: keeper.summary(file, bytes, cut), hits };
    },
  };
}

function isAt({ bytes }: Anchor, block: Buffer, start: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (block[start + i] !== bytes[i]) return false;
  return true;
}
