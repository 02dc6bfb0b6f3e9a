import { scaleUtc } from 'd3-scale';
import { isoTime, plainTime } from '../times.js';

/** About as many labels as a phone has room for. */
const TICKS = 6;
const MINUTE_MS = 60_000;
/** Of the axis: nearer to its ends than this a label has no room on both sides. */
const EDGE = 0.03;

/** A stretch of time laid out from left to right. */
export interface TimeAxis {
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly TickView[];
  /** Where a moment lies, from 0 to 1; what is before or after lies on the edge. */
  readonly at: (ms: number) => number;
}

/** A label, which begins or ends at its place where the axis begins or ends. */
export interface TickView {
  readonly x: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly label: string;
}

/** An axis from one ISO time to another; undefined when they are no times. */
export function timeAxis(from: string, to: string): TimeAxis | undefined {
  const begin = Date.parse(from);
  const end = Date.parse(to);
  return Number.isNaN(begin + end) ? undefined : axisOf(begin, end);
}

/** The same for milliseconds; a minute long at least. */
export function axisOf(from: number, to: number): TimeAxis {
  const end = Math.max(to, from + MINUTE_MS);
  const scale = scaleUtc([new Date(from), new Date(end)], [0, 1]).clamp(true);
  const at = (ms: number) => scale(new Date(ms));
  return { from, to: end, at, ticks: scale.ticks(TICKS).map(time => tickView(at(time.getTime()), time)) };
}

/** '12.34%' of 0.1234. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(3))}%`;
}

function tickView(x: number, time: Date): TickView {
  return { x: percent(x), anchor: x < EDGE ? 'start' : x > 1 - EDGE ? 'end' : 'middle', label: tickLabel(time) };
}

/** A day where one begins, else the time of day. */
function tickLabel(time: Date): string {
  const text = plainTime(isoTime('at', time.getTime()).at);
  if (text.endsWith('00:00:00')) return text.slice(5, 10);
  return time.getUTCSeconds() === 0 ? text.slice(11, 16) : text.slice(11);
}
