import { deriveFact, optional } from '../../fact.js';
import { kubeletHost } from '../kubelet/kubelet-host.js';
import { interfaces } from './interfaces.js';
import { isOpen, listeners } from './listeners.js';
import { isControlPlane, nodeNetwork } from './node-network.js';

/** A port on which others must reach this node. */
export interface RequiredPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Whose it is, in words that are the same in every language: `kubelet`, `API server`. */
  readonly what: string;
  /** A program of the node listens on it; of the others the kernel does, or only some nodes have it. */
  readonly mustListen: boolean;
  /** The programs that may hold it, as ss names them. */
  readonly programs: RegExp;
}

const KUBELET = {
  port: 10250,
  protocol: 'tcp',
  what: 'kubelet',
  mustListen: true,
  programs: /^(kubelet|kubelite|hyperkube|k3s|rke2)/,
} as const;
const API = {
  port: 6443,
  protocol: 'tcp',
  what: 'API server',
  mustListen: true,
  programs: /^(kube-apiserver|kubelite|k3s|rke2|hyperkube|haproxy|nginx)/,
} as const;
const SUPERVISOR = {
  port: 9345,
  protocol: 'tcp',
  what: 'rke2 supervisor',
  mustListen: true,
  programs: /^rke2/,
} as const;

/** Of overlays, by the interface that each makes. The kernel listens for VXLAN and WireGuard: ss shows no program. */
const OVERLAYS: readonly (readonly [RegExp, number, string])[] = [
  [/^flannel\.\d+$/, 8472, 'flannel VXLAN'],
  [/^vxlan\.calico$/, 4789, 'Calico VXLAN'],
  [/^flannel-wg$/, 51820, 'flannel WireGuard'],
  [/^wireguard\.cali$/, 51820, 'Calico WireGuard'],
  [/^cilium_vxlan$/, 8472, 'Cilium VXLAN'],
];
/** Held by some nodes only: needed by the other nodes wherever they are there. */
const WHEN_THERE: readonly (readonly [number, string])[] = [
  [2379, 'etcd'],
  [2380, 'etcd'],
  [179, 'BGP'],
  [5473, 'Typha'],
];

/**
 * The ports on which the other nodes must reach this one, by its kind: kubelet everywhere, API server on control
 * planes, and what the network plugin of the node uses. Unknown when the kind of the node is.
 */
export const requiredPorts = deriveFact({
  name: 'the ports that the node needs',
  needs: {
    host: kubeletHost,
    network: optional(nodeNetwork),
    interfaces: optional(interfaces),
    listeners: optional(listeners),
  },
  derive({ host, network, interfaces: cards = [], listeners: open = [] }): readonly RequiredPort[] {
    const server = host.unit === 'k3s' || host.unit === 'rke2-server';
    const overlays = OVERLAYS.filter(([name]) => cards.some(card => name.test(card.name)));
    const there = WHEN_THERE.filter(([port]) => open.some(one => one.port === port && isOpen(one)));
    return [
      KUBELET,
      ...(server || (network && isControlPlane(network)) ? [API] : []),
      ...(host.unit === 'rke2-server' ? [SUPERVISOR] : []),
      ...overlays.map(([, port, what]) => ({ port, protocol: 'udp' as const, what, mustListen: false, programs: /./ })),
      ...there.map(([port, what]) => ({ port, protocol: 'tcp' as const, what, mustListen: false, programs: /./ })),
    ];
  },
});

/** `10250/tcp (kubelet), 8472/udp (flannel VXLAN)`: the same in every language. */
export function portsText(ports: readonly RequiredPort[]): string {
  return ports.map(({ port, protocol, what }) => `${port}/${protocol} (${what})`).join(', ');
}
