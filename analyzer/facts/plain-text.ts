/** `2026-11-23 19:58:19 UTC`; undefined times as `?`. */
export function timeText(time: number | undefined): string {
  return time === undefined ? '?' : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `160.7 GiB`, `512 MiB`, `12 KiB` of a size in KiB. */
export function sizeText(kiB: number): string {
  const size = Math.abs(kiB);
  if (size >= 1024 ** 2) return `${(kiB / 1024 ** 2).toFixed(1)} GiB`;
  return size >= 1024 ? `${(kiB / 1024).toFixed(0)} MiB` : `${Math.round(kiB)} KiB`;
}

/** `45s`, `3m57s`, `2h05m`, `3d04h` of seconds: short enough to read alike in every language. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
  const hours = Math.floor(whole / 3600);
  if (hours < 48) return `${hours}h${two(Math.floor((whole % 3600) / 60))}m`;
  return `${Math.floor(hours / 24)}d${two(hours % 24)}h`;
}

/** A share in percent, cut to one digit: 9.99 is not yet 10. */
export function percentText(part: number, whole: number): string {
  return (Math.floor((part / whole) * 1000) / 10).toFixed(1);
}
