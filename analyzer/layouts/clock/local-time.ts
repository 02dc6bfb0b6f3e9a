/** A time as a program of the node prints it. */
export interface LocalTime {
  /** Milliseconds since 1970 as if the local time were UTC. */
  readonly localMs: number;
  /** Minutes east of UTC, when it says so. */
  readonly utcOffsetMinutes?: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const CLOCK = /\b(\d{1,2}):(\d\d):(\d\d)(?:\.\d+)?(?: ?([AP]M))?/;
/** Abbreviations that mean one zone only: CST and IST are not among them. */
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  JST: 540,
  KST: 540,
  HKT: 480,
  AEST: 600,
  AEDT: 660,
};

/**
 * The first time in the output of `date`, in the forms of several languages and versions:
 *
 *     Wed Nov 25 08:48:04 UTC 2026
 *     Wed 25 Nov 2026 08:48:04 AM CET
 *     2026年 11月 23日 星期一 19:41:05 CST
 *     2026-11-23T20:00:00+0800
 */
export function dateOutput(text: string): LocalTime | undefined {
  const line = text.split('\n').find(candidate => CLOCK.test(candidate) && dayOf(candidate) !== undefined);
  return line === undefined ? undefined : timeOf(line);
}

/** `Time zone: Asia/Shanghai (CST, +0800)` with `Local time: Mon 2026-11-23 20:00:02 CST` above it, of timedatectl. */
export function timedatectlOutput(text: string): LocalTime | undefined {
  const local = /^ *Local time: (.+)$/m.exec(text)?.[1];
  const time = local === undefined ? undefined : timeOf(local);
  const zone = /^ *Time ?zone: .*\(\w+, ([+-]\d{4})\)/m.exec(text)?.[1];
  return time && { ...time, ...(zone !== undefined && { utcOffsetMinutes: numericZone(zone) }) };
}

const UP = /\bup\s/;

/** `up 5 days, 10 min`, `up 10 days,  3:04`, `up 1 week, 2 hours` of uptime, in seconds. */
export function uptimeOutput(text: string): number | undefined {
  const line = text.split('\n').find(candidate => UP.test(candidate));
  const [up] = line?.slice(line.search(UP)).split(/,\s+(?:\d+ users?|load average)/) ?? [];
  if (up === undefined) return undefined;
  let seconds = 0;
  let read = false;
  for (const [, count, unit] of up.matchAll(/(\d{1,6}) ?(week|day|hour|hr|min|sec)/g)) {
    seconds += Number(count) * (UNIT_SECONDS[unit ?? ''] ?? 0);
    read = true;
  }
  const [, hours, minutes] = /\b(\d{1,2}):(\d\d)\b/.exec(up) ?? [];
  if (hours !== undefined) return seconds + Number(hours) * 3600 + Number(minutes) * 60;
  return read ? seconds : undefined;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  week: 604_800,
  day: 86_400,
  hour: 3600,
  hr: 3600,
  min: 60,
  sec: 1,
};

function timeOf(line: string): LocalTime | undefined {
  const day = dayOf(line);
  const [whole = '', hour = '', minute, second, half] = CLOCK.exec(line) ?? [];
  if (day === undefined || whole === '') return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const localMs = day + (hours * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  const after = line.slice(line.indexOf(whole) + whole.length);
  const utcOffsetMinutes = zoneOf(after);
  return { localMs, ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }) };
}

/** Midnight of the day that a line names. */
function dayOf(line: string): number | undefined {
  const [, year, month, day] = /(\d{4})(?:-|年 ?)(\d{1,2})(?:-|月 ?)(\d{1,2})/.exec(line) ?? [];
  if (year !== undefined) return Date.UTC(Number(year), Number(month) - 1, Number(day));
  const named = MONTHS.findIndex(name => line.includes(`${name} `));
  const [, date] = /(?:^|\s)(\d{1,2})(?=\s)/.exec(line) ?? [];
  const [, ofYear] = /\b((?:19|20)\d\d)\b/.exec(line.replace(CLOCK, ' ')) ?? [];
  if (named < 0 || date === undefined || ofYear === undefined) return undefined;
  return Date.UTC(Number(ofYear), named, Number(date));
}

function zoneOf(text: string): number | undefined {
  const [, numeric, name = ''] = /^\s*(?:([+-]\d\d:?\d\d)\b|Z\b|([A-Z]{3,4})\b)/.exec(text) ?? [];
  if (numeric !== undefined) return numericZone(numeric);
  return /^\s*Z\b/.test(text) ? 0 : ZONES[name];
}

function numericZone(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
