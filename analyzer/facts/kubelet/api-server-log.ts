import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../logs/log-sources.js';

/**
 * The kubelet could not post the status of its node. It tries five times each ten seconds, and then says:
 *
 * ```
 * Unable to update node status: update node status exceeds retry count                 up to 1.20
 * "Unable to update node status" err="update node status exceeds retry count"          since 1.21
 * ```
 */
export const statusNotPosted = logMatches({
  in: kubeletLogs,
  pattern: /Unable to update node status/,
  anchor: 'Unable to update node status',
});

/**
 * One of those tries, with what was wrong:
 *
 * ```
 * Error updating node status, will retry: error getting node "n1": Get https://…: dial tcp 192.0.2.10:6443: connect: connection refused
 * "Error updating node status, will retry" err="error getting node \"n1\": Get \"https://…\": dial tcp …"
 * ```
 */
export const statusTries = logMatches({
  in: kubeletLogs,
  pattern: /Error updating node status, will retry"?(?:: | err=")(?<error>.{1,600})/,
  anchor: 'Error updating node status, will retry',
});

/** The same of the lease; in these words up to 1.20, and since 1.21. */
export const leaseNotRenewed = logMatches({
  in: kubeletLogs,
  pattern:
    /(?:[Ff]ailed to ensure (?:node )?lease exists, will retry|[Ff]ailed to update (?:node )?lease)(?!.*the object has been modified).{0,16}?(?:error: |err=")(?<error>.{1,600})/,
  anchor: [
    'ailed to ensure node lease exists',
    'ailed to ensure lease exists',
    'ailed to update node lease',
    'ailed to update lease',
  ],
});

/**
 * The node is not known to the API server and cannot be made known:
 *
 * ```
 * Unable to register node "n1" with API server: nodes "n1" is forbidden: node "n2" is not allowed to modify node "n1"
 * "Unable to register node with API server" err="Post \"https://…\": dial tcp …" node="n1"
 * ```
 */
export const notRegistered = logMatches({
  in: kubeletLogs,
  pattern: /Unable to register node(?: "[^"]{1,253}")? with API server"?(?:: | err=")(?<error>.{1,600})/,
  anchor: 'Unable to register node',
});

/** The other way: the kubelet says so once after each start. */
export const registered = logMatches({
  in: kubeletLogs,
  pattern: /Successfully registered node/,
  anchor: 'Successfully registered node',
});
