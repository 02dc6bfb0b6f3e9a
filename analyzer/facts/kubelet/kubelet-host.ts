import type { NodeKind } from '../../../bundle/manifest.js';
import { deriveFact, optional, ParseError } from '../../fact.js';
import { nodeObject } from '../cluster/node-object.js';
import { isInstalled, isRunning, type UnitStates } from '../units/unit-state.js';
import { unitStates } from '../units/unit-states.js';

/** The service that the kubelet of this node is, or is part of. */
export interface KubeletHost {
  readonly unit: 'kubelet' | 'k3s' | 'k3s-agent' | 'rke2-server' | 'rke2-agent';
  /** k3s and rke2 have kubelet and containerd inside: units of these names are leftovers there. */
  readonly embedded: boolean;
}

const UNIT_OF: Readonly<Partial<Record<NodeKind, KubeletHost['unit']>>> = {
  kubeadm: 'kubelet',
  'k3s-server': 'k3s',
  'k3s-agent': 'k3s-agent',
};
const EMBEDDING = ['k3s', 'k3s-agent', 'rke2-server', 'rke2-agent'] as const;

/**
 * By the kind that the collector saw; where it saw none, by the units that are installed: one that runs before
 * one that does not, k3s and rke2 before a kubelet unit, which an earlier kubeadm may have left behind.
 */
export const kubeletHost = deriveFact({
  name: 'the service that holds the kubelet',
  needs: { units: optional(unitStates), node: optional(nodeObject) },
  derive({ units, node }, { header }): KubeletHost {
    const unit =
      UNIT_OF[header?.node.kind ?? 'other'] ??
      byVersion(node?.kubeletVersion?.value, units) ??
      installed(units, ['kubelet', ...EMBEDDING], true) ??
      installed(units, [...EMBEDDING, 'kubelet'], false);
    if (!unit) throw new ParseError('no kubelet, k3s or rke2 service is known on this node');
    return { unit, embedded: unit !== 'kubelet' };
  },
});

/** Whether the kubelet is a service of its own: not inside k3s or rke2, which keep its certificates themselves. */
export const kubeletIsUnit = deriveFact({
  name: 'whether the kubelet is a service of its own',
  needs: { host: kubeletHost },
  derive: ({ host }): boolean => !host.embedded,
});

/** Whether it is k3s, and not rke2: only k3s brings check-config along. */
export const isK3s = deriveFact({
  name: 'whether the node runs k3s',
  needs: { host: kubeletHost },
  derive: ({ host }): boolean => host.unit === 'k3s' || host.unit === 'k3s-agent',
});

/** `v1.28.6+k3s1`, `v1.28.6+rke2r1`: such a kubelet is never a unit of its own. */
function byVersion(version: string | undefined, units: UnitStates | undefined): KubeletHost['unit'] | undefined {
  const product = /\+(k3s|rke2)/.exec(version ?? '')?.[1];
  if (product === undefined) return undefined;
  const candidates = EMBEDDING.filter(unit => unit.startsWith(product));
  return installed(units, candidates, true) ?? installed(units, candidates, false);
}

function installed(
  units: UnitStates | undefined,
  candidates: readonly KubeletHost['unit'][],
  running: boolean,
): KubeletHost['unit'] | undefined {
  return candidates.find(unit => {
    const state = units?.find(unit);
    return state !== undefined && (running ? isRunning(state) : isInstalled(state));
  });
}
