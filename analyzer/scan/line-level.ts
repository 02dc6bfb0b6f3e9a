import { hasTimeField } from './line-time.js';

/** How bad a line says that it is. Lines of the kernel and of systemd do not say. */
export const UNMARKED = 0;
export const WARNING = 1;
export const ERROR = 2;
/** Marked as information or less. */
export const HARMLESS = 3;

/** logrus writes dates of 20 to 35 bytes. */
const MAX_DATE_BYTES = 48;
const LEVEL_FIELD = Buffer.from('" level=');
/** How lines of zap begin: those of etcd. */
export const LEVEL_KEY = Buffer.from('{"level":"');
/** `E1123 22:10:00.123456    1234 kubelet.go:1] `: where the level and the date end. */
const KLOG_DATE_BYTES = 21;
const LONGEST_KLOG_HEADER = 128;

/** By the mark that the message begins with: klog's letter, logrus' `level=`, zap's `{"level":`. */
export function levelOf(bytes: Buffer, message: number, end: number): number {
  const first = bytes[message];
  if (first === 0x74 /* t */ && end - message > 20 && hasTimeField(bytes, message)) {
    const field = levelField(bytes, message, end);
    return field < 0 ? UNMARKED : levelNamed(bytes[field]);
  }
  if (first === 0x7b /* { */) {
    return startsWith(bytes, message, end, LEVEL_KEY) ? levelNamed(bytes[message + LEVEL_KEY.length]) : UNMARKED;
  }
  if (!isKlog(bytes, message, end)) return UNMARKED;
  if (first === 0x57 /* W */) return WARNING;
  return first === 0x49 /* I */ ? HARMLESS : ERROR;
}

/** Where the text begins that a header of klog or logrus is written before. */
export function textStart(bytes: Buffer, message: number, end: number): number {
  if (isKlog(bytes, message, end)) {
    const stop = Math.min(end - 1, message + LONGEST_KLOG_HEADER);
    for (let i = message + KLOG_DATE_BYTES; i < stop; i++) {
      if (bytes[i] === 0x5d /* ] */ && bytes[i + 1] === 0x20) return i + 2;
    }
    return message;
  }
  if (bytes[message] !== 0x74 /* t */ || end - message <= 20 || !hasTimeField(bytes, message)) return message;
  const field = levelField(bytes, message, end);
  const space = field < 0 ? -1 : bytes.indexOf(0x20, field);
  return space < 0 || space >= end ? message : space + 1;
}

/** `I0729 ` and the like. */
export function isKlog(bytes: Buffer, at: number, end: number): boolean {
  const first = bytes[at];
  if (first !== 0x45 /* E */ && first !== 0x46 /* F */ && first !== 0x57 /* W */ && first !== 0x49 /* I */)
    return false;
  if (end - at < 6 || bytes[at + 5] !== 0x20) return false;
  for (let i = at + 1; i < at + 5; i++) if (!isDigit(bytes[i] as number)) return false;
  return true;
}

/** Of `time="…" level=error`: where `error` begins; -1 when it has none. */
function levelField(bytes: Buffer, message: number, end: number): number {
  const date = message + 6;
  const stop = Math.min(end, date + MAX_DATE_BYTES);
  for (let i = date; i < stop; i++) {
    if (bytes[i] !== 0x22 /* " */) continue;
    return startsWith(bytes, i, end, LEVEL_FIELD) ? i + LEVEL_FIELD.length : -1;
  }
  return -1;
}

/** error, fatal, panic; warn, warning; info, debug, trace. */
function levelNamed(initial: number | undefined): number {
  if (initial === 0x77) return WARNING;
  if (initial === 0x65 || initial === 0x66 || initial === 0x70) return ERROR;
  return initial === 0x69 || initial === 0x64 || initial === 0x74 ? HARMLESS : UNMARKED;
}

/** Whether the text is there, and at least one byte of the line after it. */
export function startsWith(bytes: Buffer, at: number, end: number, text: Buffer): boolean {
  if (at + text.length >= end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
