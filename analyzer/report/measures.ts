import type { Bundle } from '../bundle.js';
import type { Locale } from '../check.js';
import { readFact } from '../engine.js';
import { measured } from '../measures/measured.js';
import { cleanLine } from './clean-text.js';
import { reportLine } from './evidence.js';
import type { Measure } from './report.js';
import { stringsIn } from './strings.js';

const NAME_LENGTH = 300;

/** What the node uses of what it has, in the order in which it is shown. */
export function reportMeasures(bundle: Bundle, locale: Locale): Measure[] {
  const words = stringsIn(locale).measures;
  return (readFact(bundle, measured) ?? []).map(({ kind, name, unit, used, total, limits, at }) => ({
    kind,
    label: name === undefined ? words[kind] : cleanLine(name, NAME_LENGTH),
    unit,
    used,
    ...(total !== undefined && { total }),
    limits: limits.map(limit => ({ ...limit, from: cleanLine(limit.from, NAME_LENGTH) })),
    ...(at && { evidence: reportLine(at) }),
  }));
}
