import { deriveFact, ParseError } from '../../fact.js';
import { isInstalled, isRunning, type UnitState } from '../units/unit-state.js';
import { unitStates } from '../units/unit-states.js';

/** Best known first: the one to start when none runs. */
const DAEMONS = ['chronyd', 'chrony', 'ntpd', 'ntp', 'systemd-timesyncd'] as const;

/** The services that can set the clock of this node. */
export interface TimeDaemons {
  /** Those that are installed, masked ones too; each once, also when it has two names. */
  readonly installed: readonly UnitState[];
  readonly running: readonly UnitState[];
  /** One that was looked for, to show that none is installed. */
  readonly lookedFor: UnitState;
}

/** Unknown when the bundle tells of none of them. */
export const timeDaemons = deriveFact({
  name: 'the time services of the node',
  needs: { units: unitStates },
  derive({ units }): TimeDaemons {
    const told = DAEMONS.flatMap(name => units.find(name) ?? []);
    const lookedFor = told[0];
    if (!lookedFor) throw new ParseError('the bundle tells the state of no time service');
    const once = told.filter((state, i) => told.findIndex(({ name }) => name === state.name) === i);
    const installed = once.filter(isInstalled);
    return { installed, running: installed.filter(isRunning), lookedFor };
  },
});

/** Whether it is chrony: chronyd.service, on Debian chrony.service. */
export function isChrony({ names }: UnitState): boolean {
  return names.includes('chronyd') || names.includes('chrony');
}

/** Whether a service of the node asks several time servers and compares them: systemd-timesyncd follows one. */
export const comparesServers = deriveFact({
  name: 'whether the node compares time servers',
  needs: { daemons: timeDaemons },
  derive: ({ daemons: { installed } }): boolean =>
    installed.length === 0 || installed.some(({ name }) => name !== 'systemd-timesyncd'),
});
