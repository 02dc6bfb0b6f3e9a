import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '12.1', what: 'A filesystem is out of inodes', check: 'inodes/filesystems-not-out-of-inodes' },
  { id: '12.2', what: 'The condition InodesPressure', check: 'inodes/no-inodes-pressure' },
  { id: '12.3', what: 'Pods evicted for inodes', check: 'events/no-eviction' },
  { id: '12.4', what: 'No space left, though there is space', check: 'disk/writes-find-space' },
];
