import { command } from '../spec.js';

const options = { timeoutSeconds: 10 };

export const chronyTracking = command(
  'time/chronyc-tracking',
  ['chronyc', '-n', 'tracking'],
  "How far the node's clock is off.",
  options,
);
export const chronySources = command(
  'time/chronyc-sources',
  ['chronyc', '-n', 'sources'],
  'Whether a time server answers.',
  options,
);
export const chronySourceStats = command(
  'time/chronyc-sourcestats',
  ['chronyc', '-n', 'sourcestats'],
  'How steady the time servers are.',
  options,
);
export const timedatectl = command(
  'time/timedatectl',
  ['timedatectl', 'status', '--no-pager'],
  'Time zone, and whether the clock is synchronised.',
  { ...options, dependsOn: 'systemd' },
);
export const ntpq = command('time/ntpq', ['ntpq', '-pn'], 'Whether ntpd follows a time server.', options);
