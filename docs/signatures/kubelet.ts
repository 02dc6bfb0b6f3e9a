import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '3.1', what: 'The unit is not active', check: 'kubelet/running' },
  { id: '3.2', what: 'The unit is disabled or masked', check: 'kubelet/enabled' },
  { id: '3.3', what: 'It restarts again and again', check: 'kubelet/not-restarting' },
  { id: '3.4', what: 'systemd has given up starting it', check: 'kubelet/running' },
  { id: '3.5', what: 'Why it ended, in its last words', check: 'kubelet/not-restarting' },
  { id: '3.6', what: 'Its configuration cannot be read', check: 'kubelet/config-readable' },
  { id: '3.7', what: 'A flag that it does not know', check: 'kubelet/flags-known' },
  { id: '3.8', what: 'Flags that are deprecated', whyNot: 'Benign: they still count, and each start names them.' },
  { id: '3.9', what: 'Swap is on', check: 'kubelet/swap-off' },
  { id: '3.10', what: 'Its certificate has expired and cannot be renewed', check: 'kubelet/credentials-valid' },
  { id: '3.11', what: 'ContainerManager does not start', check: 'kubelet/cgroups-ready' },
  { id: '3.12', what: 'Statistics of the node cannot be had', check: 'kubelet/measures-pods' },
  { id: '3.13', what: 'Volumes of pods that are gone', check: 'kubelet/no-orphaned-volumes' },
  { id: '3.14', what: 'Housekeeping is slow', check: 'kubelet/housekeeping-quick' },
  { id: '3.15', what: 'Client-side throttling', whyNot: 'Benign: the kubelet is polite to the API server.' },
  {
    id: '3.16',
    what: 'Probes of many pods fail in the same minute',
    whyNot:
      'The log does not tell an overloaded node from one application that is down behind many probes; load and PSI do.',
  },
  { id: '3.17', what: 'Volumes cannot be mounted in time', check: 'kubelet/volumes-mounted' },
  { id: '3.18', what: 'A connection to the API server that is dead', check: 'kubelet/connection-alive' },
  { id: '3.19', what: 'A panic', check: 'kubelet/no-panic' },
];
