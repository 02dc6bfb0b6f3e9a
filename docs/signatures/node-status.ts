import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '1.1', what: 'Ready False: the kubelet reports that it cannot run pods', check: 'node-status/ready' },
  { id: '1.2', what: 'Ready Unknown: the cluster does not hear from the node', check: 'node-status/heard-from' },
  { id: '1.3', what: 'Cordoned', check: 'node-status/schedulable' },
  { id: '1.4', what: 'Taints of pressure, network, cloud, out-of-service', check: 'node-status/no-pressure-taint' },
  { id: '1.5', what: 'A lease that is not renewed', check: 'node-status/lease-fresh' },
  { id: '1.6', what: 'The kubelet fails to post the status of its node', check: 'node-status/status-posted' },
  { id: '1.7', what: 'The kubelet fails to renew its lease', check: 'node-status/lease-renewed' },
  { id: '1.8', what: 'The kubelet does not find its own node', check: 'node-status/registered' },
  { id: '1.9', what: 'The kubelet cannot register its node', check: 'node-status/registered' },
];
