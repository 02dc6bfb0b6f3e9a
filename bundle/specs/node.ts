import { command, file, glob } from '../spec.js';

export const uptime = command('node/uptime', ['uptime'], 'How long the node is up, and how loaded it is.');
export const uname = command('node/uname', ['uname', '-a'], 'The version of the kernel.');
export const loadavg = file('node/loadavg', '/proc/loadavg', 'Load, and how many threads exist.');
export const date = command('node/date', ['date', '+%Y-%m-%dT%H:%M:%S%z %Z'], "The node's clock and time zone.");
/** Boots and shutdowns with full dates and kernel names: a boot without a shutdown before it was not planned. */
export const lastReboot = command(
  'node/last',
  ['last', '-xFw', 'reboot', 'shutdown'],
  'When the node was booted and shut down; the guide asks for it.',
  { orElse: [['last', '-xF', 'reboot', 'shutdown'], ['last']] },
);
export const boots = command(
  'node/boots',
  ['journalctl', '--list-boots', '--no-pager', '--utc'],
  'The boots of which logs are left.',
  { orElse: [['journalctl', '--list-boots', '--no-pager']] },
);
export const cpuInfo = command('node/lscpu', ['lscpu'], 'How many processors the node has.');
export const cgroup = command(
  'node/cgroup',
  ['stat', '-f', '-c', '%T', '/sys/fs/cgroup'],
  'Which version of control groups the node uses.',
);
export const packagesRpm = command(
  'node/packages-rpm',
  [
    'rpm',
    '-q',
    'systemd',
    'kernel',
    'docker-ce',
    'docker',
    'containerd.io',
    'containerd',
    'runc',
    'kubelet',
    'chrony',
    'audit',
  ],
  'Versions of the parts that are known to have defects: systemd, kernel, docker, containerd, runc, kubelet.',
  { okExits: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
);
export const packagesDeb = command(
  'node/packages-deb',
  [
    'dpkg-query',
    '-W',
    '-f',
    '${Package}\t${Version}\t${Status}\n',
    'systemd',
    'docker-ce',
    'docker.io',
    'containerd.io',
    'containerd',
    'runc',
    'kubelet',
    'chrony',
    'auditd',
  ],
  'The same on Debian and Ubuntu.',
  { okExits: [1] },
);
export const systemdVersion = command('node/systemd-version', ['systemctl', '--version'], 'The version of systemd.');

export const top = command(
  'node/top',
  ['top', '-b', '-n', '1', '-w', '512'],
  'Which processes use the processor and memory.',
  { orElse: [['top', '-b', '-n', '1']] },
);
/** Three samples a second apart: the first line is the average since boot. */
export const vmstat = command(
  'node/vmstat',
  ['vmstat', '-w', '1', '3'],
  'Whether the node waits, swaps or is stolen.',
  {
    orElse: [['vmstat', '1', '3']],
  },
);
export const pressureCpu = file('node/pressure-cpu', '/proc/pressure/cpu', 'How long work waited for a processor.');
export const pressureMemory = file('node/pressure-memory', '/proc/pressure/memory', 'How long work waited for memory.');
export const pressureIo = file('node/pressure-io', '/proc/pressure/io', 'How long work waited for disks.');
export const free = command('node/free', ['free', '-b'], 'How much memory is available.', { orElse: [['free']] });
export const meminfo = file('node/meminfo', '/proc/meminfo', 'Memory in detail.');
export const swaps = file('node/swaps', '/proc/swaps', 'Whether swap is on, which the kubelet refuses by default.');

/** All processes with their state, number of threads and what they wait for. Program names only: arguments hold secrets. */
export const processes = command(
  'pids/processes',
  ['ps', '-eo', 'pid,ppid,nlwp,stat,wchan:32,pcpu,pmem,rss,etime,comm'],
  'Processes, their threads and what they wait for. Names only, never arguments.',
  { orElse: [['ps', '-eo', 'pid,ppid,nlwp,stat,comm'], ['ps']] },
);
/** Leads from a process to its pod. Up to 300 characters: control groups of version 1 are several. */
export const processCgroups = command(
  'pids/cgroups',
  ['ps', '-eo', 'pid,cgroup:300'],
  'Which pod or service each process belongs to.',
);
/** The guide counts these by process: the analyzer does. */
export const threads = command(
  'pids/threads',
  ['ps', '-eLo', 'pid,lwp,nlwp,stat,wchan:32,comm'],
  'Threads of each process; the guide counts them.',
  { orElse: [['ps', '-elT']], maxBytes: 16 * 2 ** 20 },
);
export const pidMax = file('pids/pid-max', '/proc/sys/kernel/pid_max', 'The largest process number.');
export const threadsMax = file(
  'pids/threads-max',
  '/proc/sys/kernel/threads-max',
  'How many threads the kernel allows.',
);
/** `kubepods.slice` with the systemd driver, `kubepods` with cgroupfs; version 1 of control groups has a tree for each controller. */
export const cgroupPids = glob('pids/cgroup-max', '/sys/fs/cgroup/kubepods*/pids.max', 'The limit for all pods.');
export const cgroupPidsUsed = glob(
  'pids/cgroup-used',
  '/sys/fs/cgroup/kubepods*/pids.current',
  'How many threads all pods have.',
);
export const cgroupPidsV1 = glob(
  'pids/cgroup-max-v1',
  '/sys/fs/cgroup/pids/kubepods*/pids.max',
  'The limit for all pods.',
);
export const cgroupPidsUsedV1 = glob(
  'pids/cgroup-used-v1',
  '/sys/fs/cgroup/pids/kubepods*/pids.current',
  'How many threads all pods have.',
);
export const openFiles = file('pids/file-nr', '/proc/sys/fs/file-nr', 'How many files are open, and how many may be.');
