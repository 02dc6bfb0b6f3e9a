import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '16.1', what: 'The network plugin is not ready', check: 'network/plugin-ready' },
  { id: '16.2', what: 'A sandbox gets no network', check: 'network/pod-network-set-up' },
  { id: '16.3', what: 'calico-node is not ready', check: 'network/calico-ready' },
  { id: '16.4', what: 'A network card loses its link', check: 'network/links-up' },
  { id: '16.5', what: 'unregister_netdevice: waiting for lo', check: 'network/namespaces-released' },
  { id: '16.6', what: 'The table of neighbours overflows', check: 'network/neighbour-table-has-room' },
  {
    id: '16.7',
    what: 'ip_forward off, bridge-nf-call-iptables off, strict rp_filter',
    check: 'network/ip-forwarding-on',
  },
  { id: '16.8', what: 'A policy of DROP, rules that reject, mixed backends of iptables', check: 'firewall/input-open' },
  { id: '16.9', what: 'Ports that the node needs', check: 'firewall/required-ports-listened' },
  { id: '16.10', what: 'Packets to the API server get lost', check: 'network/api-server-reachable' },
  { id: '16.11', what: 'Names cannot be resolved', check: 'network/names-resolved' },
  { id: '16.12', what: 'A node in state Unknown that nobody can log in to', check: 'node-status/heard-from' },
  { id: '16.13', what: 'Drops, full queues, TCP out of memory', check: 'network/connections-accepted' },
];
