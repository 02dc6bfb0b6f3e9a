import { cleanLine } from './line-text.js';
import { ANY } from './template-tree.js';

const MOST_WORDS = 64;

/**
 * What stands between the parts of a line. A part with a digit in it is taken for an id, an address or a
 * number, but for names such as `EXT4-fs` and `IPv6`: one digit behind a capital letter.
 */
export const DELIMITERS = ' \t"=,()[]{}:;\'/\\<>|&';
const PART = /[^ \t"=,()[\]{}:;'/\\<>|&]+/g;
const VARIES = /\d.*\d|^[^A-Z].*\d|^\d/s;
const SERIES = /<\*>(?:[:/,.-]{1,3}<\*>)+/g;

/** A line without what differs from one time to the next: `dial tcp <*>: i/o timeout`. */
export function abstractText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end).replace(PART, part => (VARIES.test(part) ? ANY : part));
  return cleanLine(Buffer.from(text, 'latin1').toString()).replace(SERIES, ANY);
}

/** What Drain compares. What a line has more of is not looked at. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
}
