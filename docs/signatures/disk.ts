import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '14.1', what: 'The condition DiskPressure', check: 'disk/no-disk-pressure' },
  { id: '14.2', what: 'A filesystem is full', check: 'disk/filesystems-not-full' },
  { id: '14.3', what: 'Image GC cannot free enough', check: 'disk/image-gc-frees-enough' },
  { id: '14.4', what: 'Pods evicted for ephemeral storage', check: 'events/no-eviction' },
  { id: '14.5', what: 'The kubelet wants to evict and cannot', check: 'disk/eviction-works' },
  { id: '14.6', what: 'No space left on device, in any log', check: 'disk/writes-find-space' },
  {
    id: '14.7',
    what: 'Deleted files that are still open',
    whyNot: 'lsof is not collected: it touches every mount and hangs where one does.',
  },
  { id: '14.8', what: 'A filesystem that became read-only', check: 'disk/writable' },
  { id: '14.9', what: 'A disk that is asked for more than it can do', check: 'disk/not-saturated' },
];
