import { deriveFact, optional, ParseError } from '../../fact.js';
import { collectedAt, uptimeSeconds } from '../collected-at.js';
import { unitStates } from '../units/unit-states.js';
import { kubeletHost } from './kubelet-host.js';

/** Seconds from the start of the kubelet, or of the node when that is all that is known, to the collection. */
export const kubeletAgeSeconds = deriveFact({
  name: 'how long the kubelet has been running',
  needs: {
    now: collectedAt,
    uptime: optional(uptimeSeconds),
    units: optional(unitStates),
    host: optional(kubeletHost),
  },
  derive({ now, uptime, units, host }): number {
    const since = host && units?.find(host.unit)?.activeSince;
    if (since !== undefined) return (now - since) / 1000;
    if (uptime === undefined) throw new ParseError('the bundle does not tell since when the kubelet runs');
    return uptime;
  },
});
