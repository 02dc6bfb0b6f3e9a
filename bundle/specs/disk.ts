import { command, file } from '../spec.js';

/** What a node needs: asked for by name, df leaves every other mount alone, one that hangs among them. */
const OWN_FOLDERS = [
  '/',
  '/var',
  '/var/lib',
  '/var/log',
  '/var/lib/kubelet',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/rancher',
  '/var/lib/etcd',
  '/run',
  '/tmp',
] as const;

export const df = command('disk/df', ['df', '-PTk'], 'How full each filesystem is.', {
  orElse: [
    ['df', '-Pk'],
    ['df', '-k'],
  ],
  whenHung: ['df', '-PTk', ...OWN_FOLDERS],
  dependsOn: 'mounts',
  okExits: [1],
});
export const dfInodes = command('disk/df-inodes', ['df', '-PTi'], 'How many inodes each filesystem has left.', {
  orElse: [
    ['df', '-Pi'],
    ['df', '-i'],
  ],
  whenHung: ['df', '-PTi', ...OWN_FOLDERS],
  dependsOn: 'mounts',
  okExits: [1],
});
export const mounts = file('disk/mounts', '/proc/self/mounts', 'What is mounted where, and what is read-only.');
export const lsblk = command(
  'disk/lsblk',
  ['lsblk', '-o', 'NAME,KNAME,TYPE,SIZE,RO,FSTYPE,MOUNTPOINT,ROTA,MODEL'],
  'The disks of the node.',
);
export const diskStats = file('disk/diskstats', '/proc/diskstats', 'How much each disk read and wrote.');
export const mdstat = file('disk/mdstat', '/proc/mdstat', 'Whether a mirrored disk has failed.');
export const iostat = command('disk/iostat', ['iostat', '-xdk', '1', '3'], 'How busy and how slow each disk is.');
/** Needs root. `-d 1 -n 3` is the guide's `iotop -o -d 1`, in batch. */
export const iotop = command(
  'disk/iotop',
  ['iotop', '-b', '-o', '-d', '1', '-n', '3'],
  'Which processes write to disk; the guide asks it of auditd.',
);
