import type { ActivityLane, Timeline } from './report.js';

/** All that happened on one axis. */
export function reportTimeline(lanes: readonly ActivityLane[]): Timeline {
  const minutes = lanes.flatMap(lane => lane.minutes.map(([minute]) => minute));
  const from = minutes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const to = minutes.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return { from: isoOf(from), to: isoOf(to + 1), events: [], lanes, untrusted: [] };
}

function isoOf(minute: number): string {
  return new Date(minute * 60_000).toISOString();
}
