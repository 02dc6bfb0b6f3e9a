import { WARNING_SECONDS } from '../checks/ntp/clock-offset-small.js';
import type { ClockOffset } from '../facts/time/clock-offset.js';
import type { Measured } from './measure.js';

/** How far the clock is ahead of its time server, in milliseconds; negative when behind. */
export function measureClock(offset: ClockOffset | undefined): Measured[] {
  if (!offset) return [];
  return [
    {
      kind: 'clock-offset',
      unit: 'ms',
      // A microsecond is as much as chrony tells.
      used: Number((offset.aheadSeconds * 1000).toFixed(3)),
      limits: [{ at: WARNING_SECONDS * 1000, name: 'ntp/clock-offset-small', from: 'nodetriage' }],
      at: offset.evidence[0],
    },
  ];
}
