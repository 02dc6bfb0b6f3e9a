import { dockerLogs } from '../logs/log-sources.js';
import { linesAs } from '../units/service-logs.js';

/**
 * dockerd says why it does not start. Since 18.09, before, and for a daemon.json that it refuses:
 *
 *     failed to start daemon: error while opening volume store metadata database: timeout
 *     Error starting daemon: Error initializing network controller: …
 *     unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for …
 */
export const dockerStartFailures = linesAs('failed starts of docker', {
  in: dockerLogs,
  pattern:
    /(?<cause>(?:failed to start daemon: |Error starting daemon: |failed to start daemon, ensure docker is not running|unable to configure the Docker daemon with file ).{0,600})/,
  anchor: ['failed to start daemon', 'Error starting daemon', 'unable to configure the Docker daemon with file'],
});

/** Said once dockerd serves. systemd's `Started` would do as well, but has been worded three ways. */
export const dockerStarted = linesAs('starts of docker', {
  in: dockerLogs,
  pattern: /Daemon has completed initialization|API listen on /,
  anchor: ['Daemon has completed initialization', 'API listen on '],
});
