import type { Deadline } from './deadline.js';

/** How much can still be masked and written before the run has to end. Measured over the whole run. */
export interface MaskingPace {
  affordableBytes(): number;
  /** So many bytes have been masked in so many milliseconds. */
  count(bytes: number, ms: number): void;
}

/** What is assumed until it has been measured: an old processor under load. One of 2020 masks some 40 MiB in a second. */
const FIRST_BYTES_PER_SECOND = 8 * 2 ** 20;
/** The assumption counts as if so much had been masked: a single piece says little, unless it took long. */
const ASSUMED_BYTES = 2 ** 20;
const ASSUMED_MS = (ASSUMED_BYTES / FIRST_BYTES_PER_SECOND) * 1000;
/** What is longer ago than this counts half: the node may have become slower. */
const RECENT_BYTES = 8 * 2 ** 20;
/** The rest of the time is for packing and encrypting what was masked, and for the map of stand-ins. */
const SHARE_OF_TIME = 1 / 3;
/** So little is always masked. */
const LEAST_BYTES = 128 * 1024;

export function createMaskingPace(deadline: Pick<Deadline, 'secondsLeft'>): MaskingPace {
  let masked = 0;
  let taken = 0;
  return {
    affordableBytes: () => {
      const rate = ((ASSUMED_BYTES + masked) / (ASSUMED_MS + taken)) * 1000;
      return Math.max(LEAST_BYTES, rate * deadline.secondsLeft() * SHARE_OF_TIME);
    },
    count: (bytes, ms) => {
      masked += bytes;
      taken += ms;
      if (masked < 2 * RECENT_BYTES) return;
      masked /= 2;
      taken /= 2;
    },
  };
}
