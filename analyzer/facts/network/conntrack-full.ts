import { deriveFact, logMatches } from '../../fact.js';
import { kernelLogs } from '../logs/log-sources.js';

/**
 * The table of connections was full (net/netfilter/nf_conntrack_core.c); the module's name stands twice in 4.x and 5.x:
 *
 * ```
 * nf_conntrack: table full, dropping packet
 * nf_conntrack: nf_conntrack: table full, dropping packet
 * ip_conntrack: table full, dropping packet.
 * ```
 */
const said = logMatches({ in: kernelLogs, pattern: /conntrack: table full/, anchor: 'conntrack: table full' });

/** Lines of the kernel that say so. Unknown without a kernel log. */
export const conntrackFull = deriveFact({
  name: 'what the kernel said of a full table of connections',
  needs: { said },
  derive: known => known.said,
});
