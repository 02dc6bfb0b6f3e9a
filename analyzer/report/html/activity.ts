import { area, curveStepAfter } from 'd3-shape';
import type { Locale } from '../../check.js';
import { numberIn } from '../numbers.js';
import type { ActivityLane, Timeline } from '../report.js';
import { counted, fill, type Strings } from '../strings.js';
import type { TimeAxis } from './time-axis.js';

const MINUTE_MS = 60_000;
/** So many columns show every minute on its own; with more, minutes share one. */
const COLUMNS = { lines: 1200, errors: 6000 };
/** Ten weeks of minutes. */
const MOST_COLUMNS = 100_000;
/** Lanes at sight, those with the most errors; the rest is one click away. */
const LANES = 8;
/** The picture of a lane is as wide and as high, and stretched to its place. */
const WIDTH = 1000;
const HEIGHT = 100;
/** So many errors a minute fill the height at least: one alone is no tower. */
const LEAST_TOP = 5;
/** Of the height, for what there is at all. */
const LEAST = 0.06;

export interface LaneView {
  readonly component: string;
  readonly lines: string;
  readonly errors: string;
  readonly peak: string;
}

export interface ActivityView {
  readonly lanes: readonly LaneView[];
  readonly moreLanes: readonly LaneView[];
  readonly moreLanesText: string;
  readonly overview: string;
}

/** Lines and errors per minute: errors of all lanes on one scale, lines of each on its own. */
export function viewActivity({ lanes }: Timeline, axis: TimeAxis, strings: Strings, locale: Locale): ActivityView {
  const number = numberIn(locale);
  const { drawn, overview } = drawnOf(lanes, axis);
  const views = drawn.map(({ component, lines, errors, mostLines, mostErrors }) => ({
    ...{ component, lines, errors },
    peak: fill(strings.page['peak'] ?? '', { errors: number(mostErrors), lines: number(mostLines) }),
  }));
  return {
    lanes: views.slice(0, LANES),
    moreLanes: views.slice(LANES),
    moreLanesText: counted(strings.counts.components, Math.max(0, views.length - LANES), locale),
    overview,
  };
}

/** The pictures of all lanes, those with the most errors first. */
interface Drawing {
  readonly from: number;
  readonly to: number;
  readonly drawn: readonly {
    readonly component: string;
    readonly lines: string;
    readonly errors: string;
    readonly mostLines: number;
    readonly mostErrors: number;
  }[];
  readonly overview: string;
}

const drawings = new WeakMap<Timeline['lanes'], Drawing>();

/** Drawn once for all languages of a report. */
function drawnOf(lanes: Timeline['lanes'], axis: TimeAxis): Drawing {
  const known = drawings.get(lanes);
  if (known?.from === axis.from && known.to === axis.to) return known;
  const drawing = draw(lanes, axis);
  drawings.set(lanes, drawing);
  return drawing;
}

function draw(lanes: Timeline['lanes'], axis: TimeAxis): Drawing {
  const binned = lanes.map(lane => ({
    component: lane.component,
    lines: columnsOf(lane, 1, axis, COLUMNS.lines),
    errors: columnsOf(lane, 2, axis, COLUMNS.errors),
  }));
  const worst = binned.reduce((top, { errors }) => Math.max(top, errors.highest), LEAST_TOP);
  const all = lanes.flatMap(({ minutes }) => minutes);
  const overview = columnsOf({ minutes: all }, 2, axis, COLUMNS.lines);
  return {
    ...{ from: axis.from, to: axis.to },
    drawn: binned
      .filter(({ lines }) => lines.highest > 0)
      .sort((a, b) => b.errors.sum - a.errors.sum || b.lines.sum - a.lines.sum)
      .map(({ component, lines, errors }) => ({
        component,
        lines: shape(lines, lines.highest),
        errors: shape(errors, worst),
        mostLines: lines.highest,
        mostErrors: errors.highest,
      })),
    overview: shape(overview, Math.max(LEAST_TOP, overview.highest)),
  };
}

/** The part of the picture of a lane from one place to another, both from 0 to 1. */
export function viewBoxOf(from: number, to: number): string {
  const round = (n: number) => Number((n * WIDTH).toFixed(3));
  return `${round(from)} 0 ${round(to - from)} ${HEIGHT}`;
}

/** What is drawn of one lane: many times longer than anything else on the page, and made before any code is warm. */
interface Columns {
  /** The highest minute of each: a peak stays a peak, however long the time is. */
  readonly values: Uint32Array;
  readonly highest: number;
  readonly sum: number;
  /** In order, where values that are not zero begin and end. */
  readonly runs: readonly (readonly [begin: number, end: number])[];
}

function columnsOf({ minutes }: Pick<ActivityLane, 'minutes'>, of: 1 | 2, axis: TimeAxis, most: number): Columns {
  const all = Math.min(MOST_COLUMNS, Math.max(1, Math.ceil((axis.to - axis.from) / MINUTE_MS)));
  let drawn = 0;
  for (const minute of minutes) if (minute[of] > 0) drawn++;
  const length = drawn <= most ? all : Math.min(all, most);
  const values = new Uint32Array(length);
  const time = axis.to - axis.from;
  for (const minute of minutes) {
    if (minute[of] === 0) continue;
    const ms = minute[0] * MINUTE_MS;
    if (ms + MINUTE_MS <= axis.from || ms > axis.to) continue;
    const i = Math.min(length - 1, Math.floor((Math.max(0, ms - axis.from) / time) * length));
    values[i] = Math.max(values[i] ?? 0, minute[of]);
  }
  const runs: (readonly [number, number])[] = [];
  let [highest, sum] = [0, 0];
  let begin = -1;
  for (let i = 0; i <= length; i++) {
    const value = values[i] ?? 0;
    highest = Math.max(highest, value);
    sum += value;
    if (value > 0) begin = begin < 0 ? i : begin;
    else if (begin >= 0) {
      runs.push([begin, i]);
      begin = -1;
    }
  }
  return { values, highest, sum, runs };
}

/** A path of steps over what is not zero. */
function shape({ values, runs }: Columns, max: number): string {
  const step = WIDTH / values.length;
  const height = (n: number) => HEIGHT * Math.max(LEAST, Math.sqrt(n / max));
  const draw = area<readonly [x: number, n: number]>()
    .x(([x]) => x)
    .y0(HEIGHT)
    .y1(([, n]) => HEIGHT - height(n))
    .curve(curveStepAfter)
    .digits(3);
  return runs
    .map(([begin, end]) => {
      const points = Array.from(values.subarray(begin, end), (n, i) => [(begin + i) * step, n] as const);
      const last = points.at(-1);
      return last ? draw([...points, [end * step, last[1]]]) : '';
    })
    .join('');
}
