import { fill, type Strings } from './strings.js';

/** `{ [key]: ISO 8601 in UTC }`, or nothing when the time is not known or no time at all. */
export function isoTime<K extends string>(key: K, ms: number | undefined): { readonly [P in K]?: string } {
  if (ms === undefined || Number.isNaN(new Date(ms).getTime())) return {};
  return { [key]: new Date(ms).toISOString() } as { readonly [P in K]?: string };
}

/** '2024-05-01 10:02:03' of an ISO time in UTC; '' when there is none. */
export function plainTime(iso: string | undefined): string {
  return iso === undefined ? '' : iso.slice(0, 19).replace('T', ' ');
}

/** '2024-05-01 10:02:03 UTC (18:02:03 on the node, UTC+08:00)'. */
export function timeOnNode(iso: string, offsetMinutes: number | undefined, strings: Strings): string {
  const utc = plainTime(iso);
  if (!offsetMinutes) return fill(strings.utcTime, { utc });
  const shifted = plainTime(isoTime('at', Date.parse(iso) + offsetMinutes * 60_000).at);
  const local = shifted.slice(0, 10) === utc.slice(0, 10) ? shifted.slice(11) : shifted;
  return fill(strings.localTime, { utc, local, offset: offsetText(offsetMinutes) });
}

/** '41 d 3 h', '12 min': the two largest units that are not zero. */
export function durationText(seconds: number, { duration }: Strings): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    [duration.days, Math.floor(minutes / 1440)],
    [duration.hours, Math.floor(minutes / 60) % 24],
    [duration.minutes, minutes % 60],
  ] as const;
  const first = parts.findIndex(([, n]) => n > 0);
  if (first < 0) return fill(duration.minutes, { n: 0 });
  return parts
    .slice(first, first + 2)
    .filter(([, n]) => n > 0)
    .map(([text, n]) => fill(text, { n }))
    .join(' ');
}

function offsetText(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
