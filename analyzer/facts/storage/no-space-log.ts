import { logMatches } from '../../fact.js';
import { writerLogs } from '../logs/log-sources.js';

/**
 * A write that failed for lack of space, inodes, watches or cgroups: the system says the same for all.
 * A pod that fills a volume of its own is not meant: its path is in the line. What comes before is looked for backwards:
 * forwards it would be tried from every byte of every line of a disk that is full.
 */
export const noSpaceLeft = logMatches({
  in: writerLogs,
  pattern: /(?:(?<=(?<what>[^ =:"][^"]{0,160}: ))|)no space left on device/i,
  anchor: ['no space left on device', 'No space left on device'],
});
