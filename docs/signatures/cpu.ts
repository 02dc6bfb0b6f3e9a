import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '10.1', what: 'Load above what the processors can bear', check: 'cpu/load-bearable' },
  { id: '10.2', what: 'Processors without time left', check: 'cpu/not-saturated' },
  { id: '10.3', what: 'Work that waits for a processor (PSI)', check: 'cpu/waits-short' },
  { id: '10.4', what: 'Steal', check: 'cpu/not-stolen' },
  { id: '10.5', what: 'iowait', check: 'cpu/not-waiting-for-disks' },
  { id: '10.6', what: 'Work that is held up by disks (PSI)', check: 'cpu/disk-waits-short' },
  { id: '10.7', what: 'Soft lockup', check: 'cpu/no-soft-lockup' },
  { id: '10.8', what: 'Hard lockup', check: 'reboot/no-watchdog-reset' },
  { id: '10.9', what: 'RCU stall', check: 'cpu/no-rcu-stall' },
  { id: '10.10', what: 'Hung tasks', check: 'cpu/no-hung-tasks' },
  {
    id: '10.11',
    what: 'Throttling of containers by their own limit',
    whyNot:
      'It is in the cpu.stat of each container, which is not collected, and says nothing of the node; the alert CPUThrottlingHigh names the container.',
  },
  { id: '10.12', what: 'A clock source that the kernel gives up', check: 'cpu/clock-source-steady' },
  { id: '10.13', what: 'hrtimer and perf interrupts that took long', whyNot: 'Benign: the kernel adjusts itself.' },
  { id: '10.14', what: 'Processors slowed down for heat', check: 'reboot/not-overheated' },
];
