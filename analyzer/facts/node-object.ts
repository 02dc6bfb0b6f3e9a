import type { Evidence } from '../fact.js';

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

/** The Node object, from `describe node` or `get node -o json`. What older servers do not print is absent. */
export interface NodeObject {
  readonly name: string;
  readonly conditions: readonly NodeCondition[];
  readonly taints: readonly NodeTaint[];
  readonly unschedulable: { readonly value: boolean; readonly at?: Evidence };
  /** `docker://20.10.24`, `containerd://1.7.27-k3s1`. */
  readonly containerRuntimeVersion?: { readonly value: string; readonly at: Evidence };
  readonly kubeletVersion?: { readonly value: string; readonly at: Evidence };
  readonly osImage?: { readonly value: string; readonly at: Evidence };
  readonly kernelVersion?: { readonly value: string; readonly at: Evidence };
}
