const ISO_MINUTE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/;

/** Of `2026-11-23T22:10`, milliseconds since 1970 as if it were UTC; NaN for anything else. */
export function minuteOf(text: string): number {
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
