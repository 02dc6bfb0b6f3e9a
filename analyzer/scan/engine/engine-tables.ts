import { WINDOW_BYTES } from '../rare-window.js';
import { TABLES_BYTES } from './start-engine.js';

/** A gram is four bytes of an anchor, as one number; its hash is `Math.imul(word, HASH_FACTOR) >>> HASH_SHIFT`. */
const HASH_FACTOR = 0x9e3779b1 | 0;
const HASH_SHIFT = 15;
/** One bit for each hash: 16 KiB, so that it stays in the fastest cache. */
const FILTER_BYTES = 16 * 1024;
/** The number of the first gram for each eight hashes, as u16. Grams are numbered from 1. */
const HEADS_BYTES = 32 * 1024;
/** word: i32, offset in the anchor: u16, number of the anchor: u16, number of the next gram: u32. */
const GRAM_BYTES = 12;
const MOST_GRAMS = 65_000;
/** What the engine takes for a date, ISO 8601 or klog, has no other bytes: it looks at those of klog by their range. */
const OF_DATES = /^[ -:TZIWEF]{4}$/;

/**
 * Lays out what the engine searches a log for: the filter, the heads of chains of grams, the grams, then
 * for each anchor where its bytes are and how many, then the bytes. In the byte order of WebAssembly.
 * `windows`: where in each anchor its grams are. Throws RangeError when there is more than the engine has room for.
 */
export function engineTables(
  anchors: readonly string[],
  windows: ReadonlyMap<string, number>,
): { readonly tables: Buffer; readonly anchorsAt: number; readonly noDates: boolean } {
  const texts = anchors.map(anchor => Buffer.from(anchor));
  const grams = texts.length * (WINDOW_BYTES - 3);
  const gramsAt = FILTER_BYTES + HEADS_BYTES;
  const anchorsAt = gramsAt + (grams + 1) * GRAM_BYTES;
  let bytesAt = anchorsAt + texts.length * 8;
  const size = bytesAt + texts.reduce((sum, { length }) => sum + length, 0);
  if (size > TABLES_BYTES || grams > MOST_GRAMS) throw new RangeError(`${texts.length} anchors are too many`);

  const tables = Buffer.alloc(size);
  // Every log has tables of its own, and they are made while no code is warm: methods of Buffer would take three times as long.
  const view = new DataView(tables.buffer, tables.byteOffset, size);
  let gram = 0;
  let noDates = true;
  texts.forEach((text, anchor) => {
    const window = windows.get(anchors[anchor] ?? '') ?? 0;
    tables.set(text, bytesAt);
    for (let offset = window; offset < window + WINDOW_BYTES - 3; offset++) {
      const word = view.getInt32(bytesAt + offset, true);
      if (OF_DATES.test(text.toString('latin1', offset, offset + 4))) noDates = false;
      const hash = Math.imul(word, HASH_FACTOR) >>> HASH_SHIFT;
      tables[hash >>> 3] = (tables[hash >>> 3] ?? 0) | (1 << (hash & 7));
      const head = FILTER_BYTES + 2 * (hash >>> 3);
      const at = gramsAt + ++gram * GRAM_BYTES;
      view.setInt32(at, word, true);
      view.setUint16(at + 4, offset, true);
      view.setUint16(at + 6, anchor, true);
      view.setUint32(at + 8, view.getUint16(head, true), true);
      view.setUint16(head, gram, true);
    }
    view.setUint32(anchorsAt + 8 * anchor, bytesAt, true);
    view.setUint32(anchorsAt + 8 * anchor + 4, text.length, true);
    bytesAt += text.length;
  });
  return { tables, anchorsAt, noDates };
}
