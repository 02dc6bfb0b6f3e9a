import { logMatches } from '../../fact.js';
import { certificateLogs } from '../logs/log-sources.js';

/**
 * What others say when the clocks of two machines differ:
 *
 * ```
 * the clock difference against peer 8e9e05c52164694d is too high [4.2s > 1s]           etcd 3.3, 3.4
 * "msg":"prober found high clock drift",…,"clock-drift":"4.2s"                          etcd since 3.4
 * x509: certificate has expired or is not yet valid: current time 2019-01-01T00:00:10Z is before 2023-05-01T08:00:00Z
 * ```
 */
export const clockDrift = logMatches({
  in: certificateLogs,
  pattern:
    /the clock difference against peer [0-9a-f]{1,32} is too high \[(?<drift>[^ \]]{1,40})|prober found high clock drift.{0,400}?"clock-drift":"(?<jsonDrift>[^"]{1,40})"/,
  anchor: ['the clock difference against peer', 'prober found high clock drift'],
});

/** A certificate that begins in the future: by the clock of this node. */
export const notYetValid = logMatches({
  in: certificateLogs,
  pattern: /is not yet valid: current time (?<now>[0-9TZ:.+-]{10,40}) is before (?<from>[0-9TZ:.+-]{10,40})/,
  anchor: 'is not yet valid: current time',
});
