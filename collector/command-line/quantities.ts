/** Text of a flag that cannot be understood. The message says what would do. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const MIB: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, g: 1024 };
const MAX_DEADLINE_SECONDS = 7 * 86_400;
const MAX_MIB = 1024 * 1024;

/** `300`, `300s`, `5m`, `1h` in seconds. Throws FlagError for anything else, and for more than a week. */
export function parseDeadline(text: string): number {
  const [, number, unit = 's'] = /^(\d{1,7})([smh])?$/.exec(text.trim()) ?? [];
  const seconds = Number(number) * (SECONDS[unit] ?? Number.NaN);
  if (!(seconds > 0 && seconds <= MAX_DEADLINE_SECONDS))
    throw new FlagError(`--deadline ${text} is not a time such as 300, 300s, 5m or 1h`);
  return seconds;
}

/** `200` and `200M` (MiB), `1G`, `512K` in bytes. Throws FlagError for anything else, and for more than a TiB. */
export function parseMaxSize(text: string): number {
  const [, number, unit = 'm'] = /^(\d{1,7})([kmg])?$/i.exec(text.trim()) ?? [];
  const mib = Number(number) * (MIB[unit.toLowerCase()] ?? Number.NaN);
  if (!(mib > 0 && mib <= MAX_MIB))
    throw new FlagError(`--max-size ${text} is not a size such as 200 (MiB), 200M or 1G`);
  return Math.round(mib * 2 ** 20);
}

/**
 * `2h`, `3d` before now; `2026-05-01`, `2026-05-01 10:00`, `2026-05-01T10:00:30` in the node's local time, or in UTC
 * with a Z; `@1700000000` in seconds since 1970. Throws FlagError for anything else, and for what is still to come.
 */
export function parseSince(text: string, now: Date = new Date(), flag = '--since'): Date {
  const words = text.trim();
  const [, number, unit = ''] = /^(\d{1,6})([smhd])$/.exec(words) ?? [];
  const since =
    number === undefined
      ? dateOf(words)
      : new Date(now.getTime() - Number(number) * (SECONDS[unit] ?? Number.NaN) * 1000);
  if (!since || Number.isNaN(since.getTime()))
    throw new FlagError(`${flag} ${text} is not a time such as 2h, 3d, 2026-05-01 or '2026-05-01 10:00'`);
  if (since > now)
    throw new FlagError(`${flag} ${text} is still to come: by the clock of this node it is ${now.toISOString()}`);
  return since;
}

/** A day alone begins at midnight of the node, not of UTC. */
function dateOf(words: string): Date | undefined {
  if (/^@\d{1,10}$/.test(words)) return new Date(Number(words.slice(1)) * 1000);
  const [, day, time = '00:00', zone = ''] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?(Z)?$/.exec(words) ?? [];
  if (day === undefined) return undefined;
  const date = new Date(`${day}T${time}${zone}`);
  // 2026-02-31 would become the 3rd of March.
  const same = Number(day.slice(8)) === (zone === 'Z' ? date.getUTCDate() : date.getDate());
  return same ? date : undefined;
}
