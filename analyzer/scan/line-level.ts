import { hasTimeField } from './line-time.js';

/** How bad a line says that it is. */
export const NO_LEVEL = 0;
export const WARNING = 1;
export const ERROR = 2;

/** `host ident[pid]` between date and message is never longer. */
const MAX_PREFIX_BYTES = 256;
/** logrus writes dates of 20 to 35 bytes. */
const MAX_DATE_BYTES = 48;
const LEVEL_FIELD = Buffer.from('" level=');
const LEVEL_KEY = Buffer.from('{"level":"');

/** By the line's own mark: klog's letter, logrus' `level=`, zap's `{"level":`. Kernel lines have none. */
export function levelOf(bytes: Buffer, start: number, end: number, dated: boolean): number {
  const at = dated ? messageStart(bytes, start, end) : start;
  const first = bytes[at];
  if (first === 0x74 /* t */ && end - at > 20 && hasTimeField(bytes, at)) return logrusLevel(bytes, at + 6, end);
  if (first === 0x7b /* { */) {
    return startsWith(bytes, at, end, LEVEL_KEY) ? levelNamed(bytes[at + LEVEL_KEY.length]) : NO_LEVEL;
  }
  if (first !== 0x45 /* E */ && first !== 0x46 /* F */ && first !== 0x57 /* W */) return NO_LEVEL;
  if (end - at < 6 || bytes[at + 5] !== 0x20) return NO_LEVEL;
  for (let i = at + 1; i < at + 5; i++) if (!isDigit(bytes[i] as number)) return NO_LEVEL;
  return first === 0x57 ? WARNING : ERROR;
}

/** After the first `: ` of `2026-11-23T22:10:00+0000 host ident[pid]: message`; lines that begin otherwise are all message. */
function messageStart(bytes: Buffer, start: number, end: number): number {
  const first = bytes[start] as number;
  const journal = isDigit(first);
  const syslog = first >= 0x41 && first <= 0x5a && bytes[start + 3] === 0x20;
  if (!journal && !syslog) return start;
  const stop = Math.min(end - 1, start + MAX_PREFIX_BYTES);
  for (let i = start + 15; i < stop; i++) if (bytes[i] === 0x3a && bytes[i + 1] === 0x20) return i + 2;
  return start;
}

function logrusLevel(bytes: Buffer, date: number, end: number): number {
  const stop = Math.min(end, date + MAX_DATE_BYTES);
  for (let i = date; i < stop; i++) {
    if (bytes[i] !== 0x22 /* " */) continue;
    return startsWith(bytes, i, end, LEVEL_FIELD) ? levelNamed(bytes[i + LEVEL_FIELD.length]) : NO_LEVEL;
  }
  return NO_LEVEL;
}

/** error, fatal, panic; warn, warning. */
function levelNamed(initial: number | undefined): number {
  if (initial === 0x77) return WARNING;
  return initial === 0x65 || initial === 0x66 || initial === 0x70 ? ERROR : NO_LEVEL;
}

function startsWith(bytes: Buffer, at: number, end: number, text: Buffer): boolean {
  if (at + text.length >= end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
