import { describeNode, leases } from '../../../bundle/specs/kubernetes.js';
import { textAt } from '../../documents/json.js';
import { parseYaml } from '../../documents/yaml.js';
import { defineFact, deriveFact, type Evidence, ParseError, type Source } from '../../fact.js';
import { describeBlocks } from './describe-blocks.js';
import { nodeObject } from './node-object.js';

export interface NodeLease {
  /** When the kubelet last renewed it, milliseconds since 1970 UTC by the clock of the node. */
  readonly renewTime: number;
  readonly at: Evidence;
}

/**
 * The heartbeat of the kubelet: a Lease object that it renews every 10 seconds. From `describe node`
 * (Kubernetes 1.17 and later), otherwise from the Lease itself. Unknown when neither shows a renewal.
 *
 * ```
 * Lease:
 *   HolderIdentity:  kn1
 *   AcquireTime:     <unset>
 *   RenewTime:       Mon, 23 Nov 2026 20:01:39 +0000
 * ```
 */
export const nodeLease = defineFact<NodeLease>({
  name: 'the lease of the node',
  from: [describeNode, leases],
  parse: (source, collection) => {
    if (/^(apiVersion|kind|metadata|spec):/m.test(source.text)) return fromYaml(source);
    const block = describeBlocks(source, collection).get('Lease');
    if (!block) throw new ParseError('shows no Lease', source.lines[0]);
    const at = block.rows.find(row => /^\s*RenewTime:/.test(row.text));
    return lease(at?.text.slice(at.text.indexOf(':') + 1), at ?? block.at);
  },
});

/** `  renewTime: "2026-11-23T20:01:39.320401Z"`. */
function fromYaml(source: Source): NodeLease {
  const at = source.lines.find(line => /^\s*renewTime:/.test(line.text));
  return lease(textAt(parseYaml(source), 'spec', 'renewTime'), at ?? source.lines[0]);
}

function lease(text: string | undefined, at: Evidence | undefined): NodeLease {
  const renewTime = Date.parse(text?.trim() ?? '');
  if (!at || Number.isNaN(renewTime)) throw new ParseError('shows no time of renewal', at);
  return { renewTime, at };
}

/** The kubelet renews a lease since Kubernetes 1.14; before, its status alone was its heartbeat. */
export const usesLeases = deriveFact({
  name: 'whether the kubelet of the node renews a lease',
  needs: { node: nodeObject },
  derive({ node }): boolean {
    const minor = /^v1\.(\d+)/.exec(node.kubeletVersion?.value ?? '')?.[1];
    if (minor === undefined) throw new ParseError('the version of the kubelet is not known');
    return Number(minor) >= 14;
  },
});
