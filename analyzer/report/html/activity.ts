import { area, curveStepAfter } from 'd3-shape';
import type { Locale } from '../../check.js';
import type { ActivityLane, Timeline } from '../report.js';
import { counted, fill, type Strings } from '../strings.js';
import type { TimeAxis } from './time-axis.js';

const MINUTE_MS = 60_000;
/** More columns than pixels nobody sees, not even zoomed in. */
const COLUMNS = 1200;
/** Lanes at sight, those with the most errors; the rest is one click away. */
const LANES = 8;
/** The picture of a lane is as wide and as high, and stretched to its place. */
const WIDTH = 1000;
const HEIGHT = 100;
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
  const number = new Intl.NumberFormat(locale);
  const binned = lanes.map(lane => ({ lane, ...binnedLane(lane, axis) }));
  const worst = Math.max(0, ...binned.map(({ errors }) => Math.max(0, ...errors)));
  const views = binned
    .filter(({ lines }) => lines.some(n => n > 0))
    .sort((a, b) => sum(b.errors) - sum(a.errors) || sum(b.lines) - sum(a.lines))
    .map(({ lane, lines, errors }) => ({
      component: lane.component,
      lines: shape(lines, Math.max(...lines)),
      errors: shape(errors, worst),
      peak: fill(strings.page['peak'] ?? '', {
        errors: number.format(Math.max(...errors)),
        lines: number.format(Math.max(...lines)),
      }),
    }));
  const all = Array.from({ length: columns(axis) }, (_, i) => sum(binned.map(({ errors }) => errors[i] ?? 0)));
  return {
    lanes: views.slice(0, LANES),
    moreLanes: views.slice(LANES),
    moreLanesText: counted(strings.counts.components, Math.max(0, views.length - LANES), locale),
    overview: shape(all, Math.max(...all)),
  };
}

function columns({ from, to }: TimeAxis): number {
  return Math.max(1, Math.min(COLUMNS, Math.ceil((to - from) / MINUTE_MS)));
}

/** The highest minute of each column: a peak stays a peak, however long the time is. */
function binnedLane({ minutes }: ActivityLane, axis: TimeAxis): { lines: number[]; errors: number[] } {
  const length = columns(axis);
  const lines = new Array<number>(length).fill(0);
  const errors = new Array<number>(length).fill(0);
  for (const [minute, lineCount, errorCount] of minutes) {
    const ms = minute * MINUTE_MS;
    if (ms + MINUTE_MS <= axis.from || ms > axis.to) continue;
    const i = Math.min(length - 1, Math.floor(axis.at(ms) * length));
    lines[i] = Math.max(lines[i] ?? 0, lineCount);
    errors[i] = Math.max(errors[i] ?? 0, errorCount);
  }
  return { lines, errors };
}

/** A path of steps over what is not zero. */
function shape(values: readonly number[], max: number): string {
  const step = WIDTH / values.length;
  const height = (n: number) => HEIGHT * Math.max(LEAST, Math.sqrt(n / max));
  const draw = area<readonly [x: number, n: number]>()
    .x(([x]) => x)
    .y0(HEIGHT)
    .y1(([, n]) => HEIGHT - height(n))
    .curve(curveStepAfter)
    .digits(1);
  return runs(values)
    .map(([begin, end]) => {
      const points = values.slice(begin, end).map((n, i) => [(begin + i) * step, n] as const);
      const last = points.at(-1);
      return last ? draw([...points, [end * step, last[1]]]) : '';
    })
    .join('');
}

/** Where values that are not zero begin and end. */
function runs(values: readonly number[]): (readonly [begin: number, end: number])[] {
  const found: [number, number][] = [];
  for (const [i, value] of values.entries()) {
    const last = found.at(-1);
    if (value <= 0) continue;
    if (last && last[1] === i) last[1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
