import { deriveFact, type Evidence, optional, ParseError } from '../../fact.js';
import { chronyTracking } from './chrony-tracking.js';
import { ntpPeers } from './ntpq-peers.js';

/** How far the node's clock is off, measured against a time server. */
export interface ClockOffset {
  /** Seconds ahead of the server; negative when behind. */
  readonly aheadSeconds: number;
  readonly evidence: readonly Evidence[];
}

/**
 * From chronyd or ntpd. Unknown when neither follows a time server: then both show an offset of zero, which is
 * the offset of the node's clock against itself.
 */
export const clockOffset = deriveFact({
  name: 'the offset of the clock',
  needs: { tracking: optional(chronyTracking), peers: optional(ntpPeers) },
  derive({ tracking, peers }): ClockOffset {
    if (tracking?.reference.kind === 'source' && tracking.synchronised.value) {
      const { ahead, reference } = tracking;
      return { aheadSeconds: ahead.seconds, evidence: [ahead.at, reference.at] };
    }
    if (peers?.followed) return { aheadSeconds: peers.followed.aheadSeconds, evidence: [peers.followed.at] };
    if (tracking)
      throw new ParseError('chronyd follows no time server, so it cannot tell the offset', tracking.reference.at);
    if (peers) throw new ParseError('ntpd follows no time server, so it cannot tell the offset', peers.header);
    throw new ParseError('neither chronyc nor ntpq tells how far the clock is off');
  },
});
