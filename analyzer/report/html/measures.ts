import { scaleLinear } from 'd3-scale';
import type { Locale } from '../../check.js';
import { numberIn } from '../numbers.js';
import type { Measure, Report } from '../report.js';
import { fill, type Strings } from '../strings.js';
import { percent } from './time-axis.js';

export interface MeasuresView {
  readonly kind: string;
  readonly title: string;
  readonly rows: readonly MeasureView[];
}

interface MeasureView {
  readonly label: string;
  readonly status: string;
  readonly value: string;
  /** Of the whole, '' when there is none. */
  readonly share: string;
  /** The bar: where it begins and how long it is. */
  readonly x: string;
  readonly width: string;
  /** Where the middle is, for what can be negative; '' otherwise. */
  readonly zero: string;
  readonly marks: readonly { readonly x: string; readonly reached: boolean }[];
  readonly limits: readonly { readonly text: string; readonly from: string; readonly reached: string }[];
  readonly place: string;
}

type Scale = (value: number) => number;

/** What the node uses of what it has, by kind, each bar with the limits of the node itself. */
export function viewMeasures({ measures = [], locale }: Report, strings: Strings): MeasuresView[] {
  const kinds = [...new Set(measures.map(({ kind }) => kind))];
  return kinds.map(kind => {
    const own = measures.filter(measure => measure.kind === kind);
    return {
      kind,
      title: strings.page[kind] ?? strings.measures[kind],
      rows: own.map(measure => viewMeasure(measure, scaleFor(measure, own), strings, locale)),
    };
  });
}

/** What has an end fills its own bar; what has none is compared with its like. */
function scaleFor(measure: Measure, like: readonly Measure[]): Scale {
  const limits = measure.limits.map(({ at }) => at);
  if (measure.kind === 'clock-offset') {
    const end = Math.max(1, Math.abs(measure.used), ...limits) * 1.1;
    return scaleLinear([-end, end], [0, 1]).clamp(true);
  }
  const end =
    measure.total === undefined
      ? Math.max(...like.map(({ used }) => used), ...limits)
      : Math.max(measure.total, measure.used);
  return scaleLinear([0, end || 1], [0, 1]).clamp(true);
}

function viewMeasure(measure: Measure, scale: Scale, strings: Strings, locale: Locale): MeasureView {
  const { kind, label, unit, used, total, limits, evidence } = measure;
  const text = (n: number) => amount(n, unit, strings, locale);
  const over = (at: number) => Math.abs(used) >= at;
  const zero = kind === 'clock-offset' ? scale(0) : 0;
  return {
    label,
    status: limits.some(({ at }) => over(at)) && kind !== 'allocatable' ? 'problem' : 'neutral',
    value:
      total === undefined ? text(used) : fill(strings.page['usedOf'] ?? '', { used: text(used), total: text(total) }),
    share: total ? numberIn(locale, { style: 'percent', maximumFractionDigits: 0 })(used / total) : '',
    x: percent(Math.min(zero, scale(used))),
    width: percent(Math.abs(scale(used) - zero)),
    zero: zero === 0 ? '' : percent(zero),
    // A mark at the very end of a bar is its end.
    marks: limits
      .flatMap(({ at }) =>
        (kind === 'clock-offset' ? [-at, at] : [at]).map(at => ({ at, reached: over(Math.abs(at)) })),
      )
      .filter(({ at }) => total === undefined || at < total)
      .map(({ at, reached }) => ({ x: percent(scale(at)), reached })),
    // What can be requested is what the bar shows.
    limits: (kind === 'allocatable' ? [] : limits).map(({ at, name, from }) => ({
      text: fill(strings.page['limit'] ?? '', { name, at: text(at) }),
      from,
      reached: over(at) ? (strings.page['reached'] ?? '') : '',
    })),
    place: evidence ? `${evidence.file}:${evidence.line}` : '',
  };
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

function amount(n: number, unit: Measure['unit'], strings: Strings, locale: Locale): string {
  const number = (value: number, digits: number) =>
    numberIn(locale, { maximumSignificantDigits: Math.max(digits, 1) })(value);
  if (unit === 'bytes') {
    const power = n < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(n) / 10));
    return `${number(n / 1024 ** power, 3)} ${BYTE_UNITS[power]}`;
  }
  if (unit === 'percent') return `${number(n, 3)} %`;
  if (unit === 'millicores') return fill(strings.page['cores'] ?? '', { n: number(n / 1000, 3) });
  if (unit === 'ms') return `${number(n, 3)} ms`;
  return numberIn(locale)(n);
}
