import { chronyLogs } from '../logs/log-sources.js';
import { linesAs } from '../units/service-logs.js';

/**
 * chronyd found the clock far off, and set it:
 *
 *     chronyd[498]: System clock wrong by 3.141592 seconds
 *     chronyd[498]: System clock wrong by -3.141592 seconds, adjustment started
 *     chronyd[498]: System clock was stepped by 3.141592 seconds
 */
export const clockSteps = linesAs('steps of the clock', {
  in: chronyLogs,
  pattern: /System clock (?:wrong|was stepped) by (?<seconds>-?\d{1,12}(?:\.\d{1,9})?) seconds/,
  anchor: ['System clock wrong by', 'System clock was stepped by'],
});

/** `chronyd version 4.3 starting (+CMDMON …)` */
export const chronyStarts = linesAs('starts of chronyd', {
  in: chronyLogs,
  pattern: /chronyd version \S+ starting/,
  anchor: 'chronyd version ',
});
