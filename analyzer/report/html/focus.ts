import type { Report } from '../report.js';
import { axisOf, percent, type TimeAxis } from './time-axis.js';

/** Shorter than this shows nothing of how it was before. */
const LEAST_MS = 3_600_000;
/** Before the cause, as a part of what came after it. */
const LEAD = 0.2;
/** A part nearly as long as the whole is no part. */
const NEARLY_ALL = 0.6;

/** The part of the time that the page shows first: all that is in it, and where it lies in the whole. */
export interface Focus {
  readonly axis: TimeAxis;
  /** Where something lies in what is shown: its place, its length, and the same in milliseconds for who looks further. */
  readonly place: (from: string, to?: string) => PlaceView;
}

export interface PlaceView {
  readonly x: string;
  /** '' for a moment. */
  readonly width: string;
  readonly at: number;
  readonly until: number | '';
  readonly outside: boolean;
}

/** From a while before the first cause until the bundle was taken; everything, if that is most of it. */
export function focusOf({ causes: [first] }: Report, whole: TimeAxis): Focus {
  const times = [first?.since, ...(first?.chain ?? []).map(({ at }) => at)].flatMap(at => (at ? [Date.parse(at)] : []));
  const begin = Math.min(...times);
  const wanted = Math.min(begin - (whole.to - begin) * LEAD, whole.to - LEAST_MS);
  const from = Math.max(whole.from, wanted);
  const long = !Number.isFinite(begin) || whole.to - from > (whole.to - whole.from) * NEARLY_ALL;
  const axis = long ? whole : axisOf(from, whole.to);
  return { axis, place: (at, until) => placeOn(axis, at, until) };
}

function placeOn(axis: TimeAxis, from: string, to: string | undefined): PlaceView {
  const at = Date.parse(from);
  const until = to === undefined ? at : Math.max(at, Date.parse(to));
  const [x, end] = [axis.at(at), axis.at(until)];
  return {
    x: percent(x),
    width: to === undefined ? '' : percent(end - x),
    at,
    until: to === undefined ? '' : until,
    outside: until < axis.from || at > axis.to,
  };
}
