import { type Evidence, ParseError } from '../../fact.js';

/** What systemd says of one service. What an older systemd does not tell is absent. */
export interface UnitState {
  /** As systemd calls it, without `.service`: `chrony` also when it was asked for as `chronyd`. */
  readonly name: string;
  /** All its names, without `.service`. */
  readonly names: readonly string[];
  /** `loaded`, `not-found`, `masked`, `bad-setting`, `error`. */
  readonly load: string;
  /** `active`, `reloading`, `inactive`, `failed`, `activating`, `deactivating`. */
  readonly active: string;
  /** `running`, `dead`, `auto-restart`, `start`; absent when it is the same as `active`. */
  readonly sub?: string;
  /** How it last ended: `success`, `exit-code`, `signal`, `start-limit-hit`. */
  readonly result?: string;
  /** Exit status of its main process when that has ended. */
  readonly exitStatus?: number;
  /** Automatic restarts since it was last started by hand; systemd 235 and later. */
  readonly restarts?: number;
  /** systemd was asked to start it and left it alone, because a condition of its unit file is not met. */
  readonly skipped?: true;
  /** UnitFileState: `enabled`, `disabled`, `static`, `masked`. */
  readonly enabled?: string;
  /** Milliseconds since 1970 UTC: when it entered this state, and when it last became active. */
  readonly since?: number;
  readonly activeSince?: number;
  /** The line that says whether it is active. */
  readonly at: Evidence;
  /** That line among those that name the unit and tell how it ended. */
  readonly evidence: readonly Evidence[];
  readonly enabledAt?: Evidence;
  readonly restartsAt?: Evidence;
}

/** Whether a unit file is there. Of a masked one systemd shows nothing more. */
export function isInstalled({ load }: UnitState): boolean {
  return load !== 'not-found';
}

/** Running now; `active (exited)` is not. */
export function isRunning({ active, sub }: UnitState): boolean {
  return (active === 'active' || active === 'reloading') && sub !== 'exited';
}

/** Between two attempts: systemd waits before it starts the service again. `auto-restart-queued` since 254. */
export function isBetweenRestarts({ active, sub }: UnitState): boolean {
  return active === 'activating' && (sub ?? '').startsWith('auto-restart');
}

/** `failed (exit-code, status 255)`, `inactive (dead)`: systemd's own words, the same in every language. */
export function stateWords({ active, sub, result, exitStatus }: UnitState): string {
  const details = [
    ...(sub !== undefined && sub !== active ? [sub] : []),
    ...(result !== undefined && result !== 'success' ? [result] : []),
    ...(exitStatus !== undefined && exitStatus !== 0 && !isRunningState(active) ? [`status ${exitStatus}`] : []),
  ];
  return details.length > 0 ? `${active} (${details.join(', ')})` : active;
}

function isRunningState(active: string): boolean {
  return active === 'active' || active === 'reloading';
}

/** What is wrong with a service that has to run; undefined when nothing is. */
export type ServiceProblem = 'notInstalled' | 'masked' | 'restarting' | 'starting' | 'stopped';

/** `starting` is also what a k3s server is for minutes that waits for its datastore: up, but not yet of use. */
export function serviceProblem(state: UnitState): ServiceProblem | undefined {
  if (isRunning(state)) return undefined;
  if (state.load === 'not-found') return 'notInstalled';
  if (state.load === 'masked') return 'masked';
  if (isBetweenRestarts(state)) return 'restarting';
  return state.active === 'activating' ? 'starting' : 'stopped';
}

/** States of all units that the bundle tells of. */
export interface UnitStates {
  /** By any of its names; undefined when the bundle does not tell. A unit that is not installed has a state too. */
  find(name: string): UnitState | undefined;
  /** The same; throws ParseError when the bundle does not tell: the check is then unknown. */
  get(name: string): UnitState;
}

/** Of two states for one name, that of an installed unit counts, then the first. */
export function indexStates(states: readonly UnitState[]): UnitStates {
  const find = (name: string) => {
    const named = states.filter(state => state.names.includes(name));
    return named.find(isInstalled) ?? named[0];
  };
  return {
    find,
    get(name) {
      const state = find(name);
      if (state) return state;
      throw new ParseError(`neither systemctl show nor systemctl status tells the state of ${name}.service`);
    },
  };
}
