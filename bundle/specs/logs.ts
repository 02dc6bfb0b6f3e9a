import { command, glob } from '../spec.js';

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

const plugin = (name: string, pods: string) =>
  glob(`logs/${name}`, `/var/log/pods/*_${pods}-*/*/*.log`, `What the network plugin ${name} of this node logged.`, {
    content: 'log',
    maxBytes: 8 * 2 ** 20,
    maxFiles: 6,
  });
/** The plugins' own words for addresses that ran out: the guide looks for them in the log of the pod. */
export const networkPluginLogs = [
  plugin('terway', 'terway'),
  plugin('flannel', 'kube-flannel'),
  plugin('calico', 'calico-node'),
  plugin('cilium', 'cilium'),
  plugin('aws-node', 'aws-node'),
] as const;

const identifier = (format: string, name: string) =>
  ['journalctl', '--no-pager', '--utc', '-o', format, '-n', '5000', `SYSLOG_IDENTIFIER=${name}`] as const;
/** smartd asks the disks how they are; on most nodes it does not run, and this is empty. */
export const smartdLog = command(
  'logs/smartd',
  identifier('short-iso-precise', 'smartd'),
  'What the disks said of themselves, as smartd heard it.',
  { content: 'log', orElse: [identifier('short-iso', 'smartd')], since: '--since=' },
);
/** What a kernel that panicked left behind: firmware keeps it over a reset, systemd moves it to disk, kdump writes its own. */
const kept = (name: string, pattern: `/${string}`) =>
  glob(`logs/${name}`, pattern, 'The last words of a kernel that panicked.', {
    content: 'log',
    maxBytes: 2 ** 20,
    maxFiles: 5,
  });
export const panicRecords = [
  kept('pstore', '/sys/fs/pstore/dmesg-*'),
  kept('pstore-kept', '/var/lib/systemd/pstore/*/dmesg.txt'),
  kept('kdump', '/var/crash/*/vmcore-dmesg.txt'),
] as const;
