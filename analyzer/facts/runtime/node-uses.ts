import { deriveFact, type Fact } from '../../fact.js';
import { kubeletHost } from '../kubelet/kubelet-host.js';
import { isChrony, timeDaemons } from '../time/time-daemons.js';
import { containerRuntime } from './container-runtime.js';

/** What a check may be about that not every node has. */
export type Used = 'docker' | 'containerd' | 'k3s' | 'chrony';

/** Whether this node uses it: docker or containerd as its runtime, k3s or rke2 as its kubelet, chrony for its clock. */
export const nodeUses: Readonly<Record<Used, Fact<boolean>>> = {
  docker: deriveFact({
    name: 'whether the node uses docker',
    needs: { runtime: containerRuntime },
    derive: ({ runtime }) => runtime.name === 'docker',
  }),
  // docker has containerd below it.
  containerd: deriveFact({
    name: 'whether the node uses containerd',
    needs: { runtime: containerRuntime },
    derive: ({ runtime }) => runtime.name === 'containerd' || runtime.name === 'docker',
  }),
  k3s: deriveFact({
    name: 'whether the node runs k3s or rke2',
    needs: { host: kubeletHost },
    derive: ({ host }) => host.embedded,
  }),
  chrony: deriveFact({
    name: 'whether the node has chrony',
    needs: { daemons: timeDaemons },
    derive: ({ daemons }) => daemons.installed.some(isChrony),
  }),
};
