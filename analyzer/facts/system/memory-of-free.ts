import { type Evidence, ParseError, type Source } from '../../fact.js';
import type { MemoryValue } from './memory.js';

/** One row: a name in any language, then sizes. */
const ROW = /^\s*(\S+?)[:：]\s*(\d.*)/;
const SIZE = /^(\d+(?:\.\d+)?)(?:([KMGTP])i?|B)?$/;
const KIB_OF: Readonly<Record<string, number>> = { K: 1, M: 1024, G: 1024 ** 2, T: 1024 ** 3, P: 1024 ** 4 };
/** `free` does not say its unit. A node has more than 1 GiB and less than 1 TiB: more bytes, fewer MiB than these. */
const FROM_HERE_BYTES = 2 ** 30;
const UP_TO_HERE_MIB = 2 ** 20;

/**
 * What `free` prints in any unit and language: the first row is memory, the last swap. Up to procps 3.3.9 a row
 * between them, and no column for what is available:
 *
 * ```
 *               total        used        free      shared  buff/cache   available
 * Mem:       24684084     4120344     6120344       12044    14443396    18220948
 * -/+ buffers/cache:    6409564    9856904
 * Swap:       2097148      102400     1994748
 * ```
 */
export function memoryOfFree({ lines }: Source): Map<string, MemoryValue> {
  const rows = lines.flatMap(at => {
    const cells = ROW.exec(at.text)?.[2]?.trim().split(/\s+/);
    return cells ? [{ at, cells }] : [];
  });
  const old = lines.some(({ text }) => text.startsWith('-/+'));
  const [first] = rows;
  if (!first || first.cells.length < 3) throw new ParseError('neither /proc/meminfo nor the output of free', lines[0]);
  const unit = unitOf(Number(first.cells[0]));
  const kiB = (text: string | undefined) => sizeOf(text, unit);

  const values = new Map<string, MemoryValue>();
  const put = (name: string, size: number | undefined, at: Evidence) => {
    if (size !== undefined) values.set(name, { kiB: Math.round(size), at });
  };
  const { at, cells } = first;
  put('MemTotal', kiB(cells[0]), at);
  put('MemFree', kiB(cells[2]), at);
  // Without a column for it: what is free, and what buffers and cache hold.
  const spare = [kiB(cells[2]), kiB(cells[4]), kiB(cells[5])];
  if (!old) put('MemAvailable', cells.length >= 6 ? kiB(cells.at(-1)) : undefined, at);
  else if (spare.every(size => size !== undefined))
    put(
      'MemAvailable',
      spare.reduce((a = 0, b = 0) => a + b, 0),
      at,
    );
  const swap = rows.findLast(row => row !== first && row.cells.length === 3);
  if (swap) {
    put('SwapTotal', kiB(swap.cells[0]), swap.at);
    put('SwapFree', kiB(swap.cells[2]), swap.at);
  }
  if (!values.has('MemTotal')) throw new ParseError('no size where free has the whole memory', at);
  return values;
}

/** KiB of one, for sizes without a letter. */
function unitOf(total: number): number {
  if (total >= FROM_HERE_BYTES) return 1 / 1024;
  return total < UP_TO_HERE_MIB ? 1024 : 1;
}

function sizeOf(text: string | undefined, unit: number): number | undefined {
  const [, digits, letter] = SIZE.exec(text ?? '') ?? [];
  if (digits === undefined) return undefined;
  if (text?.endsWith('B') && letter === undefined) return Number(digits) / 1024;
  return Number(digits) * (letter === undefined ? unit : (KIB_OF[letter] ?? 1));
}
