import { deriveFact, logMatches } from '../../fact.js';
import { chronyLogs } from '../logs/log-sources.js';

/** `chronyd[812]: Fatal error : Another chronyd may already be running (pid=123), check /run/chrony/chronyd.pid` */
export const chronyFatal = logMatches({
  in: chronyLogs,
  pattern: /Fatal error : (?<error>.{1,300})/,
  anchor: 'Fatal error : ',
});

/** chronyd sets the clock, and finds it set by somebody else. */
export const clockInterference = deriveFact({
  name: 'what chronyd said of others that set the clock',
  needs: {
    log: logMatches({
      in: chronyLogs,
      pattern: /System clock interference detected/,
      anchor: 'System clock interference detected',
    }),
  },
  derive: ({ log }) => log,
});

/** chronyd asks its servers, and cannot make one time of what they say: `(no agreement among 2 sources)` since 4.5. */
export const noMajority = deriveFact({
  name: 'what chronyd said of servers that do not agree',
  needs: {
    log: logMatches({
      in: chronyLogs,
      pattern: /Can't synchronise: no majority/,
      anchor: "Can't synchronise: no majority",
    }),
  },
  derive: ({ log }) => log,
});
