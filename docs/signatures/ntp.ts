import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '7.1', what: 'The time service is not active', check: 'ntp/daemon-running' },
  { id: '7.2', what: 'The condition NTPProblem, and its false alarm with timesyncd', check: 'ntp/no-ntp-problem' },
  { id: '7.3', what: 'chronyd is not synchronised', check: 'ntp/synchronised' },
  { id: '7.4', what: 'chronyd follows its own clock', check: 'ntp/synchronised' },
  { id: '7.5', what: 'A large offset', check: 'ntp/clock-offset-small' },
  { id: '7.6', what: 'No source answers', check: 'ntp/synchronised' },
  { id: '7.7', what: 'Falsetickers and unsteady sources', check: 'ntp/servers-agree' },
  { id: '7.8', what: 'chronyc cannot talk to chronyd', check: 'ntp/daemon-running' },
  { id: '7.9', what: 'chronyd ends with a fatal error', check: 'ntp/chrony-starts' },
  { id: '7.10', what: 'Two services set the clock', check: 'ntp/one-service' },
  { id: '7.11', what: 'ntpd follows nobody', check: 'ntp/synchronised' },
  { id: '7.12', what: 'timedatectl says that the clock is not synchronised', check: 'ntp/synchronised' },
  { id: '7.13', what: 'Others complain: etcd, certificates that begin in the future', check: 'ntp/others-agree' },
];
