import type { KubeletThresholds, Signal } from '../facts/kubelet/kubelet-thresholds.js';
import type { Measure } from '../report/report.js';
import { placeOf } from './measure.js';

/** So much of a thing, in the unit of its measure. */
export interface Room {
  readonly total: number;
  readonly used: number;
  /** What can still be taken; less than the rest where some is kept back, as for root on ext4. */
  readonly available: number;
}

/** How much is used when the kubelet begins to evict by a signal: none when it has no limit, or nobody knows it. */
export function evictionLimit(
  signal: Signal,
  room: Room,
  thresholds: KubeletThresholds | undefined,
): Measure['limits'] {
  const limit = thresholds?.hard[signal];
  if (!limit) return [];
  const left = limit.percent === undefined ? (limit.amount ?? 0) : (room.total * limit.percent) / 100;
  return [{ at: usedWhenLeft(left, room), name: `${signal}<${limit.text}`, from: sourceOf(thresholds) }];
}

/** How much of the images' filesystem is used when the kubelet begins to delete those that nothing needs. */
export function imageGcLimit(room: Room, thresholds: KubeletThresholds | undefined): Measure['limits'] {
  if (!thresholds) return [];
  const { imageGcHighPercent: percent, imageGcAt: at } = thresholds;
  const left = (room.total * (100 - percent)) / 100;
  const from = at ? placeOf(at) : 'kubelet (default)';
  return [{ at: usedWhenLeft(left, room), name: `imageGCHighThresholdPercent=${percent}`, from }];
}

/** The kubelet looks at what is left; what is kept back is neither used nor left. */
function usedWhenLeft(left: number, { used, available }: Room): number {
  return Math.max(0, Math.round(used + available - left));
}

function sourceOf({ from, at }: KubeletThresholds): string {
  return at && at.file === from ? placeOf(at) : from;
}
