import type { Collection } from '../../fact.js';

const TIMESTAMP = /(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?: ([A-Z]{1,5}|[+-]\d{2}(?::?\d{2})?))?/;

/**
 * A time as systemctl prints it, in milliseconds since 1970 UTC.
 *
 *     Mon 2026-11-23 19:47:16 UTC
 *     Sat 2025-12-13 19:34:20 CST
 *
 * CST is the name of four zones: for anything but UTC and GMT the header's offset from UTC is used. Undefined
 * when there is no time (`n/a`, empty), or when neither the name nor the header tells the zone.
 */
export function systemdTime(text: string, { header }: Collection): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, zone] = match;
  const offset = offsetMinutes(zone) ?? header?.utcOffsetMinutes;
  if (offset === undefined) return undefined;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return local - offset * 60_000;
}

/** Zones without letters are printed as `+08` or `-0330`. */
function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === 'UTC' || zone === 'GMT') return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '');
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}
