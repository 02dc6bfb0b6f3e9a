import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../logs/log-sources.js';

/**
 * The kubelet deleted all images that it may, and it was not enough. Up to 1.25, and since 1.26:
 *
 * ```
 * failed to garbage collect required amount of images. Wanted to free 5432 bytes, but freed 0 bytes
 * Failed to garbage collect required amount of images. Attempted to free 5432 bytes, but only found 0 bytes eligible to free.
 * ```
 *
 * The same words stand in the events and, since 1.21, within `err="…"`.
 */
export const imageGcTooLittle = logMatches({
  in: kubeletLogs,
  pattern:
    /ailed to garbage collect required amount of images\. (?:Wanted|Attempted) to free (?<wanted>\d+) bytes, but (?:only found|freed) (?<freed>\d+) bytes/,
  anchor: 'ailed to garbage collect required amount of images',
});
