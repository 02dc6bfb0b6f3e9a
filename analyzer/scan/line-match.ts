import type { Evidence, LogHit } from '../fact.js';
import { cleanLine } from './line-text.js';

/** Of a line or a capture that is kept, in characters. */
const MAX_TEXT = 4096;

/** A line as it is matched. */
export function lineText(bytes: Buffer, start: number, end: number): string {
  return cleanLine(bytes.toString('utf8', start, end));
}

/** What journalctl says of its own: `-- Boot 6c1a… --`, `-- Logs begin at …, end at …. --`. Never evidence. */
export function isJournalNote(line: string): boolean {
  return line.startsWith('-- ') && line.endsWith(' --');
}

/** A line of a log as evidence. `time`: NaN when the line has none. `matched`: the part that a pattern matched. */
export function evidenceAt(
  file: string,
  line: number,
  text: string,
  time: number,
  matched?: readonly [start: number, end: number],
): Evidence {
  const at = { file, line, text: text.slice(0, MAX_TEXT), ...(!Number.isNaN(time) && { time }) };
  if (!matched || matched[0] >= MAX_TEXT) return at;
  return { ...at, matched: [matched[0], Math.min(matched[1], MAX_TEXT)] };
}

/** What a pattern found in a line. */
export function hitIn(file: string, line: number, text: string, time: number, match: RegExpExecArray): LogHit {
  const captures: Record<string, string> = {};
  for (const name in match.groups) {
    const value = match.groups[name];
    if (value !== undefined) captures[name] = value.slice(0, MAX_TEXT);
  }
  const matched = [match.index, match.index + match[0].length] as const;
  return { at: evidenceAt(file, line, text, time, matched), captures };
}
