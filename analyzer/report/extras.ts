import { amountText } from './amounts.js';
import { numberIn } from './numbers.js';
import type { Measure, Report } from './report.js';
import { stringsIn } from './strings.js';
import { plainTime } from './times.js';

/** From this share of a limit on it is worth a word where space is dear; the page and the JSON have all measures. */
const NEAR = 0.8;
const MOST_ERRORS = 10;

/** What tickets and terminals show of measures and errors: what tells something, since they are read from the top. */
export interface Extras {
  /** What is near or past a limit of the node. */
  readonly near: readonly {
    readonly what: string;
    readonly used: string;
    readonly limit: string;
    readonly from: string;
  }[];
  /** Errors that no check explains and that are not as ever. */
  readonly unexplained: readonly {
    readonly count: string;
    readonly template: string;
    readonly component: string;
    readonly last: string;
  }[];
}

export function extrasOf(report: Report): Extras {
  const number = numberIn(report.locale);
  return {
    near: (report.measures ?? []).flatMap(measure => nearLimit(measure, report)),
    unexplained: (report.unexplained ?? [])
      .filter(({ novelty }) => novelty !== 'usual')
      .slice(0, MOST_ERRORS)
      .map(({ count, template, component, lastSeen }) => ({
        count: number(count),
        template,
        component,
        last: plainTime(lastSeen),
      })),
  };
}

/** The first limit that is reached, or the next one. */
function nearLimit({ kind, label, unit, used, limits }: Measure, { locale }: Report): Extras['near'] {
  const word = stringsIn(locale).measures[kind];
  const [first] = limits.filter(({ at }) => at > 0 && Math.abs(used) >= at * NEAR).sort((a, b) => a.at - b.at);
  if (!first) return [];
  return [
    {
      what: label === word ? label : `${word}: ${label}`,
      used: amountText(used, unit),
      limit: `${first.name} (${amountText(first.at, unit)})`,
      from: first.from,
    },
  ];
}
