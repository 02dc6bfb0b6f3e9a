import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '11.1', what: 'The condition MemoryPressure', check: 'memory/no-memory-pressure' },
  { id: '11.2', what: 'Pods evicted for memory', check: 'memory/no-eviction' },
  { id: '11.3', what: 'Out of memory on the whole node', check: 'memory/no-system-oom' },
  { id: '11.4', what: 'A container at its own limit', check: 'memory/containers-within-limits' },
  { id: '11.5', what: 'All pods together at the limit of the node', check: 'memory/pods-within-allocatable' },
  { id: '11.6', what: 'A service at the limit of its unit', check: 'memory/services-within-limits' },
  { id: '11.7', what: 'kubelet, k3s or runtime killed for memory', check: 'memory/daemons-not-killed' },
  {
    id: '11.8',
    what: 'systemd-oomd',
    whyNot: 'Server distributions do not switch it on; the unit that it ends is reported as not running.',
  },
  { id: '11.9', what: 'Page allocation failure, SLUB without memory', check: 'memory/allocations-succeed' },
  { id: '11.10', what: 'Little memory available', check: 'memory/enough-available' },
  { id: '11.11', what: 'Work that is held up for want of memory (PSI)', check: 'memory/waits-short' },
  { id: '11.12', what: 'Memory that the kernel cannot give back', check: 'memory/kernel-not-leaking' },
  { id: '11.13', what: 'Swapping all the time', check: 'memory/not-swapping' },
  { id: '11.14', what: 'Swap on a kubeadm node', check: 'memory/no-swap-under-the-kubelet' },
  { id: '11.15', what: 'Huge pages that nobody uses', check: 'memory/huge-pages-used' },
  { id: '11.16', what: 'Strict overcommitment at its limit', check: 'memory/commit-limit-not-reached' },
];
