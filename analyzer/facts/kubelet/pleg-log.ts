import { deriveFact, logMatches } from '../../fact.js';
import { chronyLogs, kubeletLogs } from '../logs/log-sources.js';

/**
 * The kubelet skips its work because PLEG is late. `pleg has yet to be successful`, which every start
 * shows, has no time in it and does not match. Up to 1.20, and since 1.21:
 *
 * ```
 * kubelet.go:1823] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m57.138893648s ago; threshold is 3m0s.
 * kubelet.go:1870] "Skipping pod synchronization" err="PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s"
 * ```
 */
const plegUnhealthy = logMatches({
  in: kubeletLogs,
  pattern:
    /PLEG is not healthy: pleg was last seen active (?<ago>[0-9.a-zµ]+) ago; threshold is (?<threshold>[0-9][0-9.a-zµ]*[a-z])/,
  anchor: 'PLEG is not healthy: pleg was last seen active ',
});

/** Lines of the kubelet that PLEG was late. A fact, so that checks can do without the log. */
export const plegLog = deriveFact({
  name: 'what the kubelet logged of PLEG',
  needs: { hits: plegUnhealthy },
  derive: ({ hits }) => hits,
});

/** `System clock was stepped by 412.250000 seconds`: after it, durations that cross the step are wrong once. */
export const clockSteps = deriveFact({
  name: 'the steps of the clock',
  needs: {
    steps: logMatches({
      in: chronyLogs,
      pattern: /System clock was stepped by (?<seconds>-?\d+\.\d+) seconds/,
      anchor: 'System clock was stepped by ',
    }),
  },
  derive: ({ steps }) => steps,
});
