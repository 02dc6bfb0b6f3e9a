import type { LineTime } from './line-time.js';

const MINUTE_BYTES = 16; // 2026-11-23T22:10
const ISO_MINUTE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/;

/**
 * `2026-11-23T22:10:00.123456+0000`, `…,374995+00:00`, `…Z`. Nearly all lines share their minute with the
 * line before, so a date is made only when one of its digits changes.
 */
export function isoTime(): LineTime {
  const minute = new Uint8Array(MINUTE_BYTES);
  let minuteMs = Number.NaN;

  let dateEnd = 0;

  /** Minutes east of UTC of `Z`, `+0000`, `-07:00`; NaN for anything else. */
  const readZone = (bytes: Buffer, at: number, end: number): number => {
    if (at >= end) return Number.NaN;
    const sign = bytes[at];
    dateEnd = at + 1;
    if (sign === 0x5a /* Z */) return 0;
    if (sign !== 0x2b /* + */ && sign !== 0x2d /* - */) return Number.NaN;
    const minutesAt = bytes[at + 3] === 0x3a /* : */ ? at + 4 : at + 3;
    dateEnd = minutesAt + 2;
    if (dateEnd > end) return Number.NaN;
    const minutes = twoDigits(bytes, at + 1) * 60 + twoDigits(bytes, minutesAt);
    return sign === 0x2d ? -minutes : minutes;
  };

  return {
    of(bytes, start, end) {
      dateEnd = start;
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
      return minuteMs + seconds * 1000 + ms - readZone(bytes, at, end) * 60_000;
    },
    get dateEnd() {
      return dateEnd;
    },
  };
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

/** Midnight UTC, milliseconds since 1970; NaN for a day that the calendar does not have. */
export function dateOf(year: number, month: number, day: number): number {
  const time = Date.UTC(year, month, day);
  const date = new Date(time);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? time : Number.NaN;
}

/** Of a time of day, in digits; NaN for one that no clock shows. */
export function msOfDay(hours = '', minutes = '', seconds = ''): number {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return Number.NaN;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
