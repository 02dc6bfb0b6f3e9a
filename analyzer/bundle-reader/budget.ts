import type { Limits } from './limits.js';

/** What one reading may still take. */
export interface Budget {
  /**
   * Takes bytes of content, and says how many bytes of the file were read until now. Returns why there
   * must be no more of it, in words; undefined while there may.
   */
  spend(bytes: number, ofFile: number): string | undefined;
}

/** Honest logs of one line that repeats reach this ratio, too, but not for long. */
const RATIO_COUNTS_FROM = 256 * 2 ** 20;

/** `began`: when the reading began, by `now`, in milliseconds. */
export function readingBudget(
  { totalBytes, ratio, seconds }: Limits,
  began: number,
  now: () => number = () => performance.now(),
): Budget {
  let total = 0;
  return {
    spend(bytes, ofFile) {
      total += bytes;
      const after = `what follows the first ${total - bytes} bytes is not used`;
      if (total > totalBytes) return `${after}: more than ${totalBytes} are not read`;
      if (total > RATIO_COUNTS_FROM && total > ratio * ofFile) {
        return `${after}: it is more than ${ratio} times as large as the file, as nothing is that a node writes`;
      }
      return now() - began > seconds * 1000 ? `${after}: reading took longer than ${seconds} seconds` : undefined;
    },
  };
}
