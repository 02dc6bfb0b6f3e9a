import { deriveFact, logMatches } from '../../fact.js';
import { kubeletLogs } from '../logs/log-sources.js';

/**
 * The kubelet says every 5 s that the runtime has no network for pods, with docker, containerd and CRI-O:
 *
 * ```
 * Container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized
 * "Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"
 * runtime network not ready: NetworkReady=false …                                                              up to 1.17
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern: /(?<what>NetworkReady=false reason:NetworkPluginNotReady.{0,160})/,
  anchor: 'NetworkReady=false',
});

/** Those lines. Unknown without a log of the kubelet. */
export const networkNotReady = deriveFact({
  name: 'what the kubelet says of the network plugin',
  needs: { said },
  derive: known => known.said,
});
