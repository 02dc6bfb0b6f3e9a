import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '9.1', what: 'Insufficient cpu', check: 'scheduling/pods-find-cpu' },
  { id: '9.2', what: 'Insufficient memory', check: 'scheduling/pods-find-memory' },
  { id: '9.3', what: 'Insufficient ephemeral-storage', check: 'scheduling/pods-find-storage' },
  { id: '9.4', what: 'Too many pods', check: 'scheduling/pods-find-places' },
  { id: '9.5', what: 'Insufficient devices and huge pages', check: 'scheduling/pods-find-devices' },
  { id: '9.6', what: 'Taints that pods do not tolerate, cordoned nodes', check: 'scheduling/pods-meet-no-taint' },
  { id: '9.7', what: 'Selectors, ports and volumes that no node has', check: 'scheduling/pods-find-fitting-nodes' },
  { id: '9.8', what: 'Requests near Allocatable: processor', check: 'scheduling/cpu-left' },
  { id: '9.9', what: 'Requests near Allocatable: memory', check: 'scheduling/memory-left' },
  { id: '9.10', what: 'Requests near Allocatable: ephemeral storage', check: 'scheduling/ephemeral-storage-left' },
  { id: '9.11', what: 'As many pods as there may be', check: 'scheduling/pods-have-places' },
  { id: '9.12', what: 'More pods than addresses', check: 'scheduling/pod-range-fits' },
  { id: '9.13', what: 'Memory limits far above the memory', check: 'scheduling/memory-not-overcommitted' },
  {
    id: '9.14',
    what: 'Requests near Allocatable: GPUs and huge pages',
    whyNot:
      'That all of them are given away is what they are there for; who waits for one is named by scheduling/pods-find-devices.',
  },
  { id: '9.15', what: 'Pods refused by the kubelet: OutOfcpu and the like', check: 'scheduling/kubelet-takes-pods' },
  { id: '9.16', what: 'Pods evicted for a condition of the node', check: 'scheduling/no-evicted-pods' },
];
