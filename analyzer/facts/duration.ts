const UNIT_SECONDS: Readonly<Record<string, number>> = {
  y: 365 * 86_400,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
  µs: 1e-6,
  us: 1e-6,
  ns: 1e-9,
};

/** `4m23s`, `2y236d`, `3m57.138893648s` in seconds; undefined for anything else, as `<unknown>`. */
export function parseDuration(text: string): number | undefined {
  if (!/^[0-9.a-zµ]+$/.test(text)) return undefined;
  let seconds: number | undefined;
  for (const [, number, unit] of text.matchAll(/([0-9.]{1,20})([a-zµ]{1,2})/g)) {
    const factor = UNIT_SECONDS[unit ?? ''];
    if (factor === undefined) return undefined;
    seconds = (seconds ?? 0) + Number(number) * factor;
  }
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined;
}
