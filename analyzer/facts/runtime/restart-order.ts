import { deriveFact, optional } from '../../fact.js';
import { kubeletHost } from '../kubelet/kubelet-host.js';
import { isInstalled } from '../units/unit-state.js';
import { unitStates } from '../units/unit-states.js';
import { containerRuntime } from './container-runtime.js';

/** The guide's order for a node of which nothing is known. */
const ALL = ['docker', 'containerd', 'kubelet'] as const;

/**
 * The commands that restart runtime and kubelet of this node, in the order of the guide:
 * `systemctl restart containerd; systemctl restart kubelet`, on k3s that of its one service.
 */
export const restartInOrder = deriveFact({
  name: 'how runtime and kubelet of this node are restarted',
  needs: { host: optional(kubeletHost), runtime: optional(containerRuntime), units: optional(unitStates) },
  derive({ host, runtime, units }): string {
    const has = (name: string) => {
      const state = units?.find(name);
      return state !== undefined && isInstalled(state);
    };
    if (host?.embedded) return commands(runtime?.name === 'docker' ? ['docker', host.unit] : [host.unit]);
    if (runtime?.name === 'docker') {
      return commands(['docker', 'containerd', ...(has('cri-docker') ? ['cri-docker'] : []), 'kubelet']);
    }
    if (runtime?.name === 'containerd') return commands(['containerd', 'kubelet']);
    if (runtime?.name === 'cri-o') return commands(['crio', 'kubelet']);
    return commands(ALL);
  },
});

function commands(units: readonly string[]): string {
  return units.map(unit => `systemctl restart ${unit}`).join('; ');
}
