import { logMatches } from '../../fact.js';
import { writerLogs } from '../logs/log-sources.js';

/**
 * systemd, or the bus to it, does not answer who wants to make a cgroup or asks for a unit:
 *
 * ```
 * Failed to start transient scope unit: Connection timed out
 * Failed to activate service 'org.freedesktop.systemd1': timed out
 * Failed to get properties: Connection timed out
 * ```
 */
export const systemdSilent = logMatches({
  in: writerLogs,
  pattern:
    /Failed to activate service 'org\.freedesktop\.systemd1': timed out|Failed to start transient scope unit: Connection timed out|Failed to get properties: Connection timed out|Failed to connect to bus: (?:Connection timed out|No such file or directory|Connection refused)|dial unix \/run\/systemd\/private: connect/,
  anchor: [
    'org.freedesktop.systemd1',
    'Failed to start transient scope unit',
    'Failed to get properties: ',
    'Failed to connect to bus: ',
    '/run/systemd/private',
  ],
});
