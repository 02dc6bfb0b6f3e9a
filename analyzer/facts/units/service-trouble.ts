import type { Evidence, LogMatches } from '../../fact.js';
import { type ServiceProblem, serviceProblem, stateWords, type UnitState } from './unit-state.js';

/** A Type=notify service that is slower than this waits for something: k3s for its datastore, dockerd for containerd. */
const SLOW_START_MS = 5 * 60_000;
/** The line about the start limit and the change of state are of the same moment. */
const SAME_MOMENT_MS = 60_000;

/** What keeps a service that the node needs from being of use, ready to be reported. */
export interface ServiceTrouble {
  readonly problem: ServiceProblem | 'startLimit';
  /** Names of a finding's params, the same for each problem. */
  readonly params: { readonly unit: string; readonly state: string };
  readonly evidence: readonly Evidence[];
  readonly seen: { readonly first?: number };
  /** A service that has begun to start less than five minutes ago is no more than a warning. */
  readonly justStarting: boolean;
}

/**
 * Undefined when the service runs. `startLimit` when systemd has given up on it, which mostly shows in the log
 * alone: the unit still says `failed (Result: exit-code)`, how it ended the last time.
 */
export function serviceTrouble(
  state: UnitState,
  startLimit: LogMatches | undefined,
  collectedAt: number | undefined,
): ServiceTrouble | undefined {
  const problem = serviceProblem(state);
  if (problem === undefined) return undefined;
  const givenUp = problem === 'stopped' ? startLimitLine(state, startLimit) : undefined;
  const hitLimit = problem === 'stopped' && (givenUp !== undefined || (state.result ?? '').startsWith('start-limit'));
  const since = state.since;
  // The state of a service that loops is seconds old each time, the trouble is not.
  const loops = problem === 'restarting' || (problem === 'starting' && (state.restarts ?? 0) > 0);
  const starting = problem === 'starting' && since !== undefined && collectedAt !== undefined;
  return {
    problem: hitLimit ? 'startLimit' : problem,
    params: { unit: state.name, state: stateWords(state) },
    evidence: [...state.evidence, ...(givenUp ? [givenUp] : [])],
    seen: since === undefined || loops ? {} : { first: since },
    justStarting: starting && collectedAt - since < SLOW_START_MS,
  };
}

/** The last such line, unless the service has changed its state since: it was started by hand and then stopped. */
function startLimitLine({ active, since }: UnitState, log: LogMatches | undefined): Evidence | undefined {
  const line = log?.last?.at;
  if (!line || active !== 'failed') return undefined;
  const stale = line.time !== undefined && since !== undefined && line.time < since - SAME_MOMENT_MS;
  return stale ? undefined : line;
}
