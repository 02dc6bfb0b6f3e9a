import { deriveFact, logMatches } from '../../fact.js';
import { kernelLogs } from '../logs/log-sources.js';

/**
 * The table of neighbours overflowed (net/core/neighbour.c), up to 3.x and since 4.x:
 *
 * ```
 * Neighbour table overflow.
 * neighbour: arp_cache: neighbor table overflow!
 * neighbour: ndisc_cache: neighbor table overflow!
 * ```
 */
const said = logMatches({
  in: kernelLogs,
  pattern: /[Nn]eighbo(?:u)?r table overflow/,
  anchor: 'r table overflow',
});

/** Lines of the kernel that say so. Unknown without a kernel log. */
export const neighbourOverflow = deriveFact({
  name: 'what the kernel said of its table of neighbours',
  needs: { said },
  derive: known => known.said,
});
