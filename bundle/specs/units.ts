import { type CommandSpec, command } from '../spec.js';

/** Every unit that a section of the guide asks about. Units that a node does not have are not asked for twice. */
export const UNITS = [
  'kubelet',
  'k3s',
  'k3s-agent',
  'rke2-server',
  'rke2-agent',
  'docker',
  'containerd',
  'cri-docker',
  'crio',
  'chronyd',
  'chrony',
  'ntpd',
  'ntp',
  'systemd-timesyncd',
  'auditd',
  'firewalld',
  'ufw',
] as const;
export type UnitName = (typeof UNITS)[number];

/** What `systemctl show` is asked for. NRestarts exists since systemd 235; unknown names are left out by older ones. */
const PROPERTIES = [
  'Id',
  'Names',
  'Description',
  'LoadState',
  'LoadError',
  'ActiveState',
  'SubState',
  'Result',
  'UnitFileState',
  'FragmentPath',
  'DropInPaths',
  'Type',
  'Restart',
  'RestartUSec',
  'NRestarts',
  'MainPID',
  'ExecMainStatus',
  'ExecMainCode',
  'ExecMainStartTimestamp',
  'ExecMainExitTimestamp',
  'StateChangeTimestamp',
  'ActiveEnterTimestamp',
  'ActiveExitTimestamp',
  'InactiveEnterTimestamp',
  'InactiveExitTimestamp',
  'ConditionResult',
  'ConditionTimestamp',
  'NeedDaemonReload',
  'TasksCurrent',
  'TasksMax',
  'MemoryCurrent',
  'LimitNOFILE',
  'StatusText',
];

/**
 * One block of `Key=value` lines for each unit, blank lines between, in the order of UNITS: one call
 * tells the state of all of them, and a unit that does not exist says LoadState=not-found.
 */
export const unitsShow = command(
  'units/show',
  ['systemctl', 'show', '--no-pager', `--property=${PROPERTIES.join(',')}`, ...UNITS.map(unit => `${unit}.service`)],
  'Tells for each service that a node needs whether it runs, since when, and how it last ended.',
  { dependsOn: 'systemd', timeoutSeconds: 15 },
);

export const failedUnits = command(
  'units/failed',
  ['systemctl', 'list-units', '--failed', '--all', '--no-pager', '--no-legend', '--full'],
  'Names the services of the node that have failed.',
  { dependsOn: 'systemd', timeoutSeconds: 15 },
);

/** `systemctl status kubelet`: what the guide tells its readers to look at. Exit 3: not running; 4: no such unit. */
export const unitStatus: Readonly<Record<UnitName, CommandSpec>> = forEachUnit(unit =>
  command(
    `units/status-${unit}`,
    ['systemctl', 'status', '--no-pager', '--full', '--lines=20', `${unit}.service`],
    `Shows the state of ${unit}, its processes, and its last lines.`,
    { dependsOn: 'systemd', timeoutSeconds: 15, okExits: [3], missingExits: [4], unit },
  ),
);

/** Unit file and drop-ins, each under a `# /path` line: `10-kubeadm.conf` is among them. */
export const unitFiles: Readonly<Record<UnitName, CommandSpec>> = forEachUnit(unit =>
  command(
    `units/cat-${unit}`,
    ['systemctl', 'cat', '--no-pager', `${unit}.service`],
    `Shows how ${unit} is started: its unit file and the drop-ins over it.`,
    { dependsOn: 'systemd', timeoutSeconds: 15, unit },
  ),
);

/**
 * The journal of each unit in UTC with full dates. `-n` keeps journald from reading years of it;
 * short-iso-precise exists since systemd 234, short-iso everywhere.
 */
export const unitJournal: Readonly<Record<UnitName, CommandSpec>> = forEachUnit(unit => {
  const ask = (format: string) =>
    ['journalctl', '--no-pager', '--utc', '-o', format, '-n', '300000', '-u', `${unit}.service`] as const;
  return command(`logs/${unit}`, ask('short-iso-precise'), `What ${unit} logged, newest first to be kept.`, {
    content: 'log',
    orElse: [ask('short-iso')],
    since: '--since=',
    unit,
  });
});

export const timers = command(
  'units/timers',
  ['systemctl', 'list-timers', '--all', '--no-pager', '--full'],
  'Shows jobs that run on a schedule, which may explain trouble that comes at fixed times.',
  { dependsOn: 'systemd', timeoutSeconds: 15 },
);

export const unitFileStates = command(
  'units/unit-files',
  ['systemctl', 'list-unit-files', '--no-pager', '--no-legend', '--type=service'],
  'Tells which services start by themselves after a reboot.',
  { dependsOn: 'systemd', timeoutSeconds: 15 },
);

function forEachUnit(make: (unit: UnitName) => CommandSpec): Readonly<Record<UnitName, CommandSpec>> {
  return Object.fromEntries(UNITS.map(unit => [unit, make(unit)])) as Record<UnitName, CommandSpec>;
}
