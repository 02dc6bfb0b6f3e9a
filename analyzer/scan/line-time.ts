import type { Clock } from './clock.js';

/** Reads the time a line was written, milliseconds since 1970 UTC; NaN for a line that does not tell. */
export type LineTime = (bytes: Buffer, start: number, end: number) => number;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE_BYTES = 16; // 2026-11-23T22:10
const ISO_MINUTE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/;
/** `I0729 11:20:59.245243    1234 kubelet.go:1]` */
const KLOG = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})/;
/** `Jul 29 11:20:59 node1`, `Jul  9 …` */
const SYSLOG = /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) /;
/** `[ 3298.374993] msg` */
const SINCE_BOOT = /^\[ *(\d+)\.(\d{6})\]/;
/** `[Mon Nov 23 20:05:25 2026] msg` */
const DMESG_LOCAL = /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})\]/;
/** A date without year that lies further ahead of the collection than this is of the year before. */
const AHEAD_MS = 24 * 3600_000;
/** 29 February is in one of any eight years. */
const YEARS_BACK = 8;

/** Understands the forms of journalctl, dmesg, klog, logrus and syslog. */
export function lineTime(clock: Clock): LineTime {
  const iso = isoTime();
  const { collectedAt, utcOffsetMinutes = 0, bootedAt } = clock;

  const withoutYear = (month: number, day: number, msOfDay: number): number => {
    if (collectedAt === undefined) return Number.NaN;
    const newest = new Date(collectedAt + AHEAD_MS).getUTCFullYear();
    for (let year = newest + 1; year > newest - YEARS_BACK; year--) {
      const time = dateOf(year, month, day) + msOfDay - utcOffsetMinutes * 60_000;
      if (time <= collectedAt + AHEAD_MS) return time;
    }
    return Number.NaN;
  };

  return (bytes, start, end) => {
    const first = bytes[start] as number;
    if (first >= 0x30 && first <= 0x39) return iso(bytes, start, end);
    if (first === 0x74 /* t */) return hasTimeField(bytes, start) ? iso(bytes, start + 6, end) : Number.NaN;
    if (first === 0x5b /* [ */) {
      const text = head(bytes, start, end);
      const raw = SINCE_BOOT.exec(text);
      if (raw) return bootedAt === undefined ? Number.NaN : Math.floor(bootedAt + Number(`${raw[1]}.${raw[2]}`) * 1000);
      const local = DMESG_LOCAL.exec(text);
      if (!local || clock.utcOffsetMinutes === undefined) return Number.NaN;
      const date = dateOf(Number(local[6]), MONTHS.indexOf(local[1] ?? ''), Number(local[2]));
      return date + msOfDay(local[3], local[4], local[5]) - utcOffsetMinutes * 60_000;
    }
    if (first < 0x41 || first > 0x5a) return Number.NaN;
    const text = head(bytes, start, end);
    const klog = KLOG.exec(text);
    if (klog) {
      const ms = msOfDay(klog[3], klog[4], klog[5]) + Number(klog[6]);
      return withoutYear(Number(klog[1]) - 1, Number(klog[2]), ms);
    }
    const syslog = SYSLOG.exec(text);
    if (!syslog) return Number.NaN;
    return withoutYear(MONTHS.indexOf(syslog[1] ?? ''), Number(syslog[2]), msOfDay(syslog[3], syslog[4], syslog[5]));
  };
}

/** Whether the line begins with logrus' `time="`. */
export function hasTimeField(bytes: Buffer, at: number): boolean {
  return (
    bytes[at + 1] === 0x69 &&
    bytes[at + 2] === 0x6d &&
    bytes[at + 3] === 0x65 &&
    bytes[at + 4] === 0x3d &&
    bytes[at + 5] === 0x22
  );
}

/**
 * `2026-11-23T22:10:00.123456+0000`, `…,374995+00:00`, `…Z`. Nearly all lines share their minute with the
 * line before, so a date is made only when one of its digits changes.
 */
function isoTime(): LineTime {
  const minute = new Uint8Array(MINUTE_BYTES);
  let minuteMs = Number.NaN;

  return (bytes, start, end) => {
    if (end - start < MINUTE_BYTES + 4 || bytes[start + 16] !== 0x3a /* : */) return Number.NaN;
    // From the end: the last digit is the likeliest to differ.
    for (let i = MINUTE_BYTES - 1; i >= 0; i--) {
      if (bytes[start + i] === minute[i]) continue;
      minuteMs = minuteOf(bytes.toString('latin1', start, start + MINUTE_BYTES));
      bytes.copy(minute, 0, start, start + MINUTE_BYTES);
      break;
    }
    const seconds = twoDigits(bytes, start + 17);
    let at = start + 19;
    let ms = 0;
    if (bytes[at] === 0x2e /* . */ || bytes[at] === 0x2c /* , */) {
      at++;
      for (let unit = 100; at < end; at++) {
        const digit = (bytes[at] as number) - 0x30;
        if (digit < 0 || digit > 9) break;
        if (unit >= 1) ms += digit * unit;
        unit /= 10;
      }
    }
    if (seconds > 60) return Number.NaN;
    return minuteMs + seconds * 1000 + ms - zoneMinutes(bytes, at, end) * 60_000;
  };
}

/** Minutes east of UTC of `Z`, `+0000`, `-07:00`; NaN for anything else. */
function zoneMinutes(bytes: Buffer, at: number, end: number): number {
  if (at >= end) return Number.NaN;
  const sign = bytes[at];
  if (sign === 0x5a /* Z */) return 0;
  if (sign !== 0x2b /* + */ && sign !== 0x2d /* - */) return Number.NaN;
  const minutesAt = bytes[at + 3] === 0x3a /* : */ ? at + 4 : at + 3;
  if (minutesAt + 2 > end) return Number.NaN;
  const minutes = twoDigits(bytes, at + 1) * 60 + twoDigits(bytes, minutesAt);
  return sign === 0x2d ? -minutes : minutes;
}

function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] as number) - 0x30;
  const ones = (bytes[at + 1] as number) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function minuteOf(text: string): number {
  const found = ISO_MINUTE.exec(text);
  if (!found) return Number.NaN;
  return dateOf(Number(found[1]), Number(found[2]) - 1, Number(found[3])) + msOfDay(found[4], found[5], '00');
}

/** Midnight UTC; NaN for a day that the calendar does not have. */
function dateOf(year: number, month: number, day: number): number {
  const time = Date.UTC(year, month, day);
  const date = new Date(time);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? time : Number.NaN;
}

function msOfDay(hours = '', minutes = '', seconds = ''): number {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return Number.NaN;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** Enough of a line for every form of date. */
function head(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, Math.min(end, start + 40));
}
