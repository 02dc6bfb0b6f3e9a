import { sizeText } from '../facts/plain-text.js';
import { numberIn } from './numbers.js';
import type { Measure } from './report.js';

/** `23.5 GiB`, `350m`, `4,194,304`, `0.018 ms`: short enough to read alike in every language. */
export function amountText(value: number, unit: Measure['unit']): string {
  if (unit === 'bytes') return sizeText(value / 1024);
  if (unit === 'millicores') return `${value}m`;
  const number = numberIn('en', { maximumFractionDigits: 3 })(value);
  if (unit === 'count') return number;
  return unit === 'percent' ? `${number} %` : `${number} ms`;
}
