import type { LogHit } from '../fact.js';
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

/** `time`: NaN when the line has none. */
export function hitIn(
  file: string,
  line: number,
  text: string,
  time: number,
  groups: Readonly<Record<string, string | undefined>> | undefined,
): LogHit {
  const captures: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups ?? {})) {
    if (value !== undefined) captures[name] = value.slice(0, MAX_TEXT);
  }
  const at = { file, line, text: text.slice(0, MAX_TEXT), ...(!Number.isNaN(time) && { time }) };
  return { at, captures };
}
