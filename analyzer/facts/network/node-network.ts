import { describeNode } from '../../../bundle/specs/kubernetes.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';
import { describeBlocks } from '../cluster/describe-blocks.js';

/** What `describe node` says of addresses and pods. */
export interface NodeNetwork {
  /** `<none>` as an empty list. */
  readonly roles: readonly string[];
  /** `10.244.3.0/24` of IPv4; absent when the plugin does without. */
  readonly podCidr?: { readonly text: string; readonly addresses: number; readonly at: Evidence };
  /** Pods that run here, those of the host's network among them. */
  readonly pods?: { readonly count: number; readonly at: Evidence };
  /** `pods` of Allocatable. */
  readonly maxPods?: { readonly count: number; readonly at: Evidence };
}

/** `Roles:`, `PodCIDR:`, `Non-terminated Pods:  (12 in total)` and `pods:` below `Allocatable:`. */
export const nodeNetwork = defineFact<NodeNetwork>({
  name: 'the pod network of the node',
  from: describeNode,
  parse: (source, collection) => {
    const blocks = describeBlocks(source, collection);
    if (!blocks.get('Name')) throw new ParseError('not the output of `describe node`', source.lines[0]);
    const cidr = blocks.get('PodCIDR') ?? blocks.get('PodCIDRs');
    const [, bits] = /^\d+(?:\.\d+){3}\/(\d+)/.exec(cidr?.value ?? '') ?? [];
    const pods = blocks.get('Non-terminated Pods');
    const [, count] = /\((\d+) in total\)/.exec(pods?.value ?? '') ?? [];
    const limit = blocks.get('Allocatable')?.rows.find(({ text }) => /^\s*pods:\s*\d+\s*$/.test(text));
    return {
      roles: (blocks.get('Roles')?.value ?? blocks.get('Role')?.value ?? '')
        .split(',')
        .filter(role => role !== '' && role !== '<none>'),
      // The first and the last address, and that of the bridge, are not for pods.
      ...(cidr &&
        bits !== undefined && { podCidr: { text: cidr.value, addresses: 2 ** (32 - Number(bits)) - 3, at: cidr.at } }),
      ...(pods && count !== undefined && { pods: { count: Number(count), at: pods.at } }),
      ...(limit && { maxPods: { count: Number(limit.text.split(':')[1]), at: limit } }),
    };
  },
});

/** Whether this node runs the control plane. */
export function isControlPlane({ roles }: NodeNetwork): boolean {
  return roles.some(role => role === 'master' || role === 'control-plane' || role === 'controlplane');
}
