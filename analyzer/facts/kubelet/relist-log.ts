import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../logs/log-sources.js';

/**
 * PLEG could not list the containers, which it does every second:
 *
 * ```
 * GenericPLEG: Unable to retrieve pods: rpc error: code = DeadlineExceeded desc = context deadline exceeded
 * "GenericPLEG: Unable to retrieve pods" err="rpc error: code = Unavailable desc = …"
 * ```
 */
export const relistFailed = logMatches({
  in: kubeletLogs,
  pattern: /GenericPLEG: Unable to retrieve pods"?(?:: | err=")(?<error>.{1,400})/,
  anchor: 'GenericPLEG: Unable to retrieve pods',
});
