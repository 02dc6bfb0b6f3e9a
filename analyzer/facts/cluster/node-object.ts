import { describeNode, nodeJson } from '../../../bundle/specs/kubernetes.js';
import { defineFact, type Evidence, type Fact } from '../../fact.js';
import { nodeFromDescribe } from './node-from-describe.js';
import { nodeFromManifest } from './node-from-manifest.js';

/** One row of the Conditions of a node. `status` is Kubernetes' own word. */
export interface NodeCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since 1970 UTC by the control plane's clock; absent when zero or unreadable. */
  readonly lastHeartbeat?: number;
  readonly lastTransition?: number;
  readonly at: Evidence;
}

export interface NodeTaint {
  /** `node.kubernetes.io/unreachable`, or `key=value`. */
  readonly key: string;
  readonly effect: string;
  readonly at: Evidence;
}

/** A value of the node with the line that has it. */
export interface NodeValue {
  readonly value: string;
  readonly at: Evidence;
}

/** The Node object, from `describe node` or `get node -o json`. What older servers do not print is absent. */
export interface NodeObject {
  readonly name: string;
  readonly conditions: readonly NodeCondition[];
  readonly taints: readonly NodeTaint[];
  readonly unschedulable: { readonly value: boolean; readonly at?: Evidence };
  /** `docker://20.10.24`, `containerd://1.7.27-k3s1`. */
  readonly containerRuntimeVersion?: NodeValue;
  readonly kubeletVersion?: NodeValue;
  readonly osImage?: NodeValue;
  readonly kernelVersion?: NodeValue;
}

/**
 * What the cluster knows of the node. Unknown when the API server did not answer, or when what is in the
 * bundle has no conditions. `describe` first, because its lines can be read by people.
 */
export const nodeObject: Fact<NodeObject> = defineFact({
  name: 'the Node object',
  from: [describeNode, nodeJson],
  parse: (source, collection) =>
    isManifest(source.text) ? nodeFromManifest(source) : nodeFromDescribe(source, collection),
});

/** JSON, or YAML of an object. */
function isManifest(text: string): boolean {
  return text.trimStart().startsWith('{') || /^(?:---\s*\n)?(?:apiVersion|kind|metadata|spec|status):/m.test(text);
}

/** The condition of a type, as `Ready`; undefined when this node has none. */
export function conditionOf(node: NodeObject, type: string): NodeCondition | undefined {
  return node.conditions.find(condition => condition.type === type);
}
