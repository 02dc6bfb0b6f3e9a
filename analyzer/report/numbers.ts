import type { Locale } from '../check.js';

const made = new Map<string, Intl.NumberFormat>();

/** Writes numbers as people of a language do. Made once each: that takes far longer than to use one. */
export function numberIn(locale: Locale, options: Intl.NumberFormatOptions = {}): (n: number) => string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.NumberFormat(locale, options);
  made.set(key, known);
  return n => known.format(n);
}
