import { cleanLine } from './line-text.js';
import { ANY } from './template-tree.js';

/** Of an error line so much is looked at to tell its template. */
export const TEMPLATE_BYTES = 512;
const MOST_WORDS = 64;

/**
 * What stands between the parts of a line. A part with a digit in it is taken for an id, an address or a
 * number, but for names such as `EXT4-fs` and `IPv6`: one digit behind a capital letter.
 */
export const DELIMITERS = ' \t"=,()[]{}:;\'/\\<>|&';
const PART = /[^ \t"=,()[\]{}:;'/\\<>|&]+/g;
const VARIES = /\d.*\d|^[^A-Z].*\d|^\d/s;
const SERIES = /<\*>(?:[:/,.-]{1,3}<\*>)+/g;
const DELIMITER = 0;
const DIGIT = 2;
const KIND = new Uint8Array(256).fill(1);
for (const delimiter of DELIMITERS) KIND[delimiter.charCodeAt(0)] = DELIMITER;
for (let digit = 0x30; digit < 0x3a; digit++) KIND[digit] = DIGIT;

/**
 * A number that lines have in common which differ only in parts with digits: 53 bits, so that two
 * different lines of a bundle hardly ever share it. Makes no strings: it is done for every error line.
 */
export function hashOf(bytes: Buffer, start: number, end: number): number {
  let line = 0x811c9dc5 | 0;
  let more = 0x1234567;
  let part = 0x811c9dc5 | 0;
  let digits = 0;
  let first = 0;
  for (let i = start; i <= end; i++) {
    const byte = i < end ? (bytes[i] as number) : 0x20;
    const kind = i < end ? (KIND[byte] as number) : DELIMITER;
    if (kind !== DELIMITER) {
      if (first === 0) first = byte;
      if (kind === DIGIT) digits++;
      part = Math.imul(part ^ byte, 0x01000193);
      continue;
    }
    const seen = digits > 1 || (digits === 1 && (first < 0x41 || first > 0x5a)) ? 0x2a2a2a2a : part;
    line = Math.imul(line ^ seen ^ byte, 0x01000193);
    line ^= line >>> 15;
    more = (Math.imul(more ^ seen, 0x85ebca6b) + byte) | 0;
    more ^= more >>> 13;
    part = 0x811c9dc5 | 0;
    digits = 0;
    first = 0;
  }
  return (line >>> 0) * 2 ** 21 + (more >>> 11);
}

/** The same as text: `dial tcp <*>: i/o timeout`. */
export function abstractText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end).replace(PART, part => (VARIES.test(part) ? ANY : part));
  return cleanLine(Buffer.from(text, 'latin1').toString()).replace(SERIES, ANY);
}

/** What Drain compares. What a line has more of is not looked at. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
}
