import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '6.1', what: 'The unit is not active', check: 'containerd/running' },
  { id: '6.2', what: 'The containerd of k3s has ended', check: 'containerd/embedded-runs' },
  { id: '6.3', what: 'Its database is held by another, or damaged', check: 'containerd/database-free' },
  { id: '6.4', what: 'A damaged database', check: 'containerd/database-sound' },
  { id: '6.5', what: 'The CRI plug-in is switched off', check: 'containerd/cri-enabled' },
  { id: '6.6', what: 'The CRI plug-in does not load', check: 'containerd/plugins-load' },
  { id: '6.7', what: 'config.toml cannot be read', check: 'containerd/cri-enabled' },
  { id: '6.8', what: 'Its socket does not answer the kubelet', check: 'containerd/answers-kubelet' },
  { id: '6.9', what: '"container runtime is down" in the condition Ready', check: 'node-status/ready' },
  {
    id: '6.10',
    what: 'shim disconnected',
    whyNot: 'containerd says it of each container that ends. When shims are killed, the kernel or the runtime says so.',
  },
  { id: '6.11', what: 'A name that is still reserved', check: 'containerd/names-free' },
  { id: '6.12', what: 'Pods that are not started or stopped in time', check: 'containerd/works-in-time' },
  { id: '6.13', what: 'Pulls without progress', check: 'containerd/pulls-progress' },
  { id: '6.14', what: 'runc fails for a reason of the node', check: 'containerd/runc-starts' },
  {
    id: '6.15',
    what: "container's cgroup is not empty",
    whyNot: 'A process that ended late: runc goes on, and it is said of healthy nodes, too.',
  },
];
