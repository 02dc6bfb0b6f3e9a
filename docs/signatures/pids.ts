import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '13.1', what: 'The conditions PIDPressure, NodePIDPressure', check: 'pids/no-pid-pressure' },
  { id: '13.2', what: 'Pods evicted for PIDs', check: 'pids/no-eviction' },
  { id: '13.3', what: 'Threads near pid_max or threads-max', check: 'pids/threads-below-limit' },
  { id: '13.4', what: 'All pods together near their pids.max', check: 'pids/pods-below-limit' },
  { id: '13.5', what: 'A service near its TasksMax', check: 'pids/services-below-limit' },
  { id: '13.6', what: 'A process with thousands of threads', check: 'pids/no-thread-hog' },
  { id: '13.7', what: 'fork rejected by pids controller', check: 'pids/forks-allowed' },
  { id: '13.8', what: 'fork fails with EAGAIN', check: 'pids/daemons-can-fork' },
  { id: '13.9', what: 'Zombies', check: 'pids/no-zombies' },
  { id: '13.10', what: 'Many processes in state D', check: 'monitoring/few-blocked' },
];
