import { command } from '../spec.js';

/** Needs root where kernel.dmesg_restrict=1. ISO times exist since util-linux 2.23 or so; plain dmesg counts from boot. */
export const dmesg = command('logs/dmesg', ['dmesg', '--time-format', 'iso'], 'What the kernel said since boot.', {
  content: 'log',
  orElse: [['dmesg', '-T'], ['dmesg']],
});
const kernel = (format: string) =>
  ['journalctl', '--no-pager', '--utc', '-o', format, '-n', '100000', '_TRANSPORT=kernel'] as const;
/** Of all boots, unlike dmesg. */
export const kernelJournal = command(
  'logs/kernel',
  kernel('short-iso-precise'),
  'What the kernel said, older boots too.',
  {
    content: 'log',
    orElse: [kernel('short-iso')],
    since: '--since=',
  },
);
const previous = (format: string) =>
  ['journalctl', '--no-pager', '--utc', '-o', format, '-n', '5000', '--boot=-1'] as const;
/** How the boot before this one ended: an orderly shutdown says so in its last lines. */
export const previousBoot = command(
  'logs/previous-boot',
  previous('short-iso-precise'),
  'The last lines before the node was rebooted.',
  { content: 'log', orElse: [previous('short-iso')] },
);
const system = (format: string) =>
  [
    'journalctl',
    '--no-pager',
    '--utc',
    '-o',
    format,
    '-n',
    '50000',
    '_PID=1',
    '+',
    'SYSLOG_IDENTIFIER=systemd-logind',
  ] as const;
/** Starts, stops and failures of all units, and who asked for a reboot. */
export const systemJournal = command(
  'logs/systemd',
  system('short-iso-precise'),
  'When services were started, stopped or failed.',
  { content: 'log', orElse: [system('short-iso')], since: '--since=' },
);
