import { unitJournal } from '../../../bundle/specs/units.js';
import { deriveFact, type Fact, type LogMatches, type LogSource, logMatches } from '../../fact.js';
import { containerdLogs, dockerLogs } from '../logs/log-sources.js';

/** The journal of the kubelet unit alone: what systemd says of `kubelet.service` stands there once. */
const kubeletUnitLog: LogSource = { name: 'the journal of kubelet.service', logs: [unitJournal.kubelet] };

/** The journals of the services that have a kubelet inside. */
export const embeddingLogs: LogSource = {
  name: 'the journal of k3s or rke2',
  logs: [unitJournal.k3s, unitJournal['k3s-agent'], unitJournal['rke2-server'], unitJournal['rke2-agent']],
};

/** Lines as a fact, so that a check can do without the log: `optional(linesAs(…))`. */
export function linesAs(name: string, need: Parameters<typeof logMatches>[0]): Fact<LogMatches> {
  return deriveFact({ name, needs: { lines: logMatches(need) }, derive: ({ lines }) => lines });
}

/**
 * systemd says that it starts a service again. 235 and later, then 229, then 219:
 *
 *     kubelet.service: Scheduled restart job, restart counter is at 137.
 *     kubelet.service: Service hold-off time over, scheduling restart.
 *     kubelet.service holdoff time over, scheduling restart.
 *
 * 239 says `Service RestartSec=10s expired, scheduling restart.` beside the first: not matched, or it would
 * count each restart twice.
 */
const RESTART =
  /\.service(?:: Scheduled restart job, restart counter is at |: Service hold-off time over, scheduling restart| holdoff time over, scheduling restart)/;
const RESTART_ANCHORS = ['Scheduled restart job', 'hold-off time over', 'holdoff time over'];

/** systemd has given up. 219 says `start request repeated too quickly for docker.service`. */
const START_LIMIT = /[Ss]tart request repeated too quickly/;
const START_LIMIT_ANCHOR = 'tart request repeated too quickly';

export const kubeletRestarts = linesAs('restarts of the kubelet', {
  in: kubeletUnitLog,
  pattern: RESTART,
  anchor: RESTART_ANCHORS,
});
export const embeddingRestarts = linesAs('restarts of k3s or rke2', {
  in: embeddingLogs,
  pattern: RESTART,
  anchor: RESTART_ANCHORS,
});

export const kubeletStartLimit = linesAs('start limit of the kubelet', {
  in: kubeletUnitLog,
  pattern: START_LIMIT,
  anchor: START_LIMIT_ANCHOR,
});
export const embeddingStartLimit = linesAs('start limit of k3s or rke2', {
  in: embeddingLogs,
  pattern: START_LIMIT,
  anchor: START_LIMIT_ANCHOR,
});
export const dockerStartLimit = linesAs('start limit of docker', {
  in: dockerLogs,
  pattern: START_LIMIT,
  anchor: START_LIMIT_ANCHOR,
});
export const containerdStartLimit = linesAs('start limit of containerd', {
  in: containerdLogs,
  pattern: START_LIMIT,
  anchor: START_LIMIT_ANCHOR,
});
