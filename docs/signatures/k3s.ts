import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '4.1', what: 'The unit is not active', check: 'k3s/running' },
  { id: '4.2', what: 'k3s ends when it prepares its server, and why', check: 'k3s/not-restarting' },
  { id: '4.3', what: 'The token is not accepted', check: 'k3s/token-accepted' },
  { id: '4.4', what: 'The datastore was encrypted with another token', check: 'k3s/token-accepted' },
  { id: '4.5', what: 'The password of the node is rejected', check: 'k3s/node-password-kept' },
  { id: '4.6', what: 'The agent does not reach its server', check: 'k3s/server-reached' },
  { id: '4.7', what: 'It waits at its start', check: 'k3s/gets-ready' },
  { id: '4.8', what: 'The clock was not set', check: 'k3s/clock-set' },
  { id: '4.9', what: 'flannel ends', check: 'k3s/flannel-runs' },
  {
    id: '4.10',
    what: 'A module of the kernel cannot be loaded',
    whyNot:
      'Said as well when the module is built in. What is missing shows in check-config and in the network checks.',
  },
  { id: '4.11', what: 'A cgroup is missing', check: 'k3s/cgroups-there' },
  { id: '4.12', what: 'The snapshotter cannot be used', check: 'k3s/snapshotter-works' },
  { id: '4.13', what: 'A component has ended', check: 'k3s/components-run' },
  { id: '4.14', what: 'The resolver of the node is on the node itself', check: 'k3s/names-resolve' },
  { id: '4.15', what: 'k3s check-config', check: 'k3s/node-fits' },
  { id: '4.16', what: 'A port is taken', check: 'k3s/ports-free' },
];
