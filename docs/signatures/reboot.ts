import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '17.1', what: 'Boots that are recorded, and loops of them', check: 'reboot/not-in-a-loop' },
  { id: '17.2', what: 'A boot without a shutdown before it', check: 'reboot/clean' },
  {
    id: '17.3',
    what: 'A planned reboot',
    whyNot:
      'It is no fault: `reboot/clean` passes. One asked for from outside, by the power key, is found by `reboot/not-switched-off`.',
  },
  { id: '17.4', what: 'A kernel panic', check: 'reboot/no-kernel-panic' },
  { id: '17.5', what: 'A kernel oops', check: 'reboot/no-kernel-oops' },
  { id: '17.6', what: 'A reset by a watchdog', check: 'reboot/no-watchdog-reset' },
  {
    id: '17.7',
    what: 'NotReady during a reboot',
    whyNot:
      'Two to three minutes of it are normal; longer ones are found by `node-status/ready` and the checks of what does not start.',
  },
  { id: '17.8', what: 'No memory for a crash dump', check: 'reboot/crash-dump-ready' },
  { id: '17.9', what: 'The logs of the incident are gone', check: 'reboot/logs-survive' },
];
