import type { Clock } from './clock.js';
import { dateOf, msOfDay } from './iso-time.js';

/** Reads dates that are not ISO 8601. */
export interface OddTime {
  /** When the line was written, milliseconds since 1970 UTC; NaN for a line that does not tell. */
  of(bytes: Buffer, start: number, end: number): number;
  /** Where the date of the last line ended that had one; its begin for forms in which the date is part of the message. */
  readonly dateEnd: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
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
/** Enough of a line for every form of date. */
const LONGEST_DATE = 40;
/** 29 February is in one of any eight years. */
const YEARS_BACK = 8;

/** Understands the forms of dmesg, klog and syslog. */
export function oddTime(clock: Clock): OddTime {
  const { collectedAt, utcOffsetMinutes = 0, bootedAt } = clock;
  let dateEnd = 0;

  const withoutYear = (month: number, day: number, msOfDay: number): number => {
    if (collectedAt === undefined) return Number.NaN;
    const newest = new Date(collectedAt + AHEAD_MS).getUTCFullYear();
    for (let year = newest + 1; year > newest - YEARS_BACK; year--) {
      const time = dateOf(year, month, day) + msOfDay - utcOffsetMinutes * 60_000;
      if (time <= collectedAt + AHEAD_MS) return time;
    }
    return Number.NaN;
  };

  const unlike = (bytes: Buffer, start: number, end: number): number => {
    const text = bytes.toString('latin1', start, Math.min(end, start + LONGEST_DATE));
    if (bytes[start] === 0x5b /* [ */) {
      const raw = SINCE_BOOT.exec(text);
      if (raw) {
        dateEnd = start + raw[0].length;
        return bootedAt === undefined ? Number.NaN : Math.floor(bootedAt + Number(`${raw[1]}.${raw[2]}`) * 1000);
      }
      const local = DMESG_LOCAL.exec(text);
      if (!local || clock.utcOffsetMinutes === undefined) return Number.NaN;
      dateEnd = start + local[0].length;
      const date = dateOf(Number(local[6]), MONTHS.indexOf(local[1] ?? ''), Number(local[2]));
      return date + msOfDay(local[3], local[4], local[5]) - utcOffsetMinutes * 60_000;
    }
    const klog = KLOG.exec(text);
    if (klog) {
      const ms = msOfDay(klog[3], klog[4], klog[5]) + Number(klog[6]);
      return withoutYear(Number(klog[1]) - 1, Number(klog[2]), ms);
    }
    const syslog = SYSLOG.exec(text);
    if (!syslog) return Number.NaN;
    dateEnd = start + syslog[0].length - 1;
    return withoutYear(MONTHS.indexOf(syslog[1] ?? ''), Number(syslog[2]), msOfDay(syslog[3], syslog[4], syslog[5]));
  };

  return {
    of(bytes, start, end) {
      dateEnd = start;
      return unlike(bytes, start, end);
    },
    get dateEnd() {
      return dateEnd;
    },
  };
}
