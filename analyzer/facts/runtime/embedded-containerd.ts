import { rancherContainerdLog } from '../../../bundle/specs/runtime.js';
import type { LogSource } from '../../fact.js';
import { embeddingLogs, linesAs } from '../units/service-logs.js';

/**
 * k3s and RKE2 say that the containerd inside them has ended; up to 1.21 on standard error, without a level:
 *
 *     time="2026-11-23T19:58:01Z" level=error msg="containerd exited: exit status 1"
 *     containerd: exit status 1
 */
export const containerdExits = linesAs('ends of the embedded containerd', {
  in: embeddingLogs,
  pattern: /(?<cause>containerd exited: .{0,300}|containerd: (?:exit status \d+|signal: .{0,60}))/,
  anchor: ['containerd exited: ', 'containerd: exit status', 'containerd: signal: '],
});

/** `Waiting for containerd startup: rpc error: …` once a second; for some seconds of each start that is normal. */
export const containerdWaits = linesAs('waiting for the embedded containerd', {
  in: embeddingLogs,
  pattern: /(?<cause>Waiting for containerd startup: .{0,300})/,
  anchor: 'Waiting for containerd startup: ',
});

/** Said by k3s, with either letter. */
export const containerdReady = linesAs('starts of the embedded containerd', {
  in: embeddingLogs,
  pattern: /[Cc]ontainerd is now running/,
  anchor: 'ontainerd is now running',
});

const embeddedLog: LogSource = { name: 'the log of the embedded containerd', logs: [rancherContainerdLog] };

/** containerd's own word that it serves, in a log that k3s and RKE2 let it write beside theirs. */
export const containerdBooted = linesAs('boots of the embedded containerd', {
  in: embeddedLog,
  pattern: /containerd successfully booted in/,
  anchor: 'containerd successfully booted in',
});
