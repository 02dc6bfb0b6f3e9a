import { deriveFact, type Evidence, optional, ParseError } from '../../fact.js';
import { type NodeObject, nodeObject } from '../cluster/node-object.js';
import { kubeletHost } from '../kubelet/kubelet-host.js';
import { embeddingRuntime, kubeletRuntime } from '../kubelet/kubelet-runtime.js';
import { isInstalled, type UnitStates } from '../units/unit-state.js';
import { unitStates } from '../units/unit-states.js';

/** What runs the containers of this node. */
export interface ContainerRuntime {
  /** `docker`, `containerd`, `cri-o`, or what the node calls it. */
  readonly name: string;
  /** k3s and rke2 have containerd inside: no containerd.service belongs to it. */
  readonly embedded: boolean;
  /** The line that tells; absent when the runtime follows from what is installed. */
  readonly at?: Evidence;
}

/**
 * As the node reports it, else as its kubelet is told, else by the kind of node, else by the only runtime that
 * is installed. containerd beside docker decides nothing: docker brings it along.
 */
export const containerRuntime = deriveFact({
  name: 'the container runtime of the node',
  needs: {
    node: optional(nodeObject),
    kubelet: optional(kubeletRuntime),
    embedding: optional(embeddingRuntime),
    host: optional(kubeletHost),
    units: optional(unitStates),
  },
  derive({ node, kubelet, embedding, host, units }): ContainerRuntime {
    const embeds = host?.embedded === true && embedding === undefined;
    const reported = node && byNode(node, embeds);
    if (reported) return reported;
    if (host?.embedded) return embedding ? { ...embedding, embedded: false } : { name: 'containerd', embedded: true };
    if (kubelet) return { ...kubelet, embedded: false };
    const name = units && onlyInstalled(units);
    if (name === undefined) throw new ParseError('nothing in the bundle tells which container runtime the node uses');
    return { name, embedded: false };
  },
});

/** `docker://20.10.24`, `containerd://1.7.27-k3s1`; a kubelet that cannot reach its runtime reports `docker://Unknown`. */
function byNode({ containerRuntimeVersion }: NodeObject, embeds: boolean): ContainerRuntime | undefined {
  if (!containerRuntimeVersion) return undefined;
  const { value, at } = containerRuntimeVersion;
  const name = /^([\w-]+):\/\//.exec(value)?.[1];
  if (name === undefined) return undefined;
  const embedded = name === 'containerd' && (embeds || value.includes('-k3s'));
  return { name, embedded, at };
}

function onlyInstalled(units: UnitStates): string | undefined {
  const has = (name: string) => {
    const state = units.find(name);
    return state !== undefined && isInstalled(state);
  };
  // A mere list of units, which does not tell how they are enabled, leaves out those that do not run.
  const states = ['crio', 'docker', 'containerd'].flatMap(name => units.find(name) ?? []);
  if (!states.some(state => state.enabled !== undefined || !isInstalled(state))) return undefined;
  if (has('crio')) return has('docker') || has('containerd') ? undefined : 'cri-o';
  if (has('docker')) return has('cri-docker') || !has('containerd') ? 'docker' : undefined;
  return has('containerd') ? 'containerd' : undefined;
}
