import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../logs/log-sources.js';

/**
 * Eviction that frees nothing. Up to 1.20 in lower case with colons, since 1.21 quoted and capitalised:
 *
 * ```
 * eviction manager: unable to evict any pods from the node
 * "Eviction manager: unable to evict any pods from the node"
 * "Eviction manager: eviction thresholds have been met, but no pods are active to evict"
 * "Eviction manager: cannot evict a critical pod" pod="kube-system/etcd-n1"
 * ```
 */
export const evictionStuck = logMatches({
  in: kubeletLogs,
  pattern:
    /[Ee]viction manager: (?<what>unable to evict any pods from the node|eviction thresholds have been met, but no pods are active to evict|cannot evict a critical (?:static )?pod|timed out waiting for pods? .{0,60}to be cleaned up)/,
  // Not `viction manager: ` alone: at verbose level the kubelet says that every ten seconds.
  anchor: [
    'viction manager: unable to evict any pods',
    'viction manager: eviction thresholds have been met, but',
    'viction manager: cannot evict a critical ',
    'viction manager: timed out waiting for pod',
  ],
});
