import { UNITS, type UnitName, unitsShow } from '../../../bundle/specs/units.js';
import { deriveFact, type Optional, optional, outcomeOf, ParseError } from '../../fact.js';
import { indexStates, type UnitState } from './unit-state.js';
import { unitsShown } from './units-shown.js';
import { unitsStatus } from './units-status.js';

type StatusNeeds = { readonly [K in UnitName as `status of ${K}`]: Optional<UnitState> };

const statusNeeds = Object.fromEntries(
  UNITS.map(unit => [`status of ${unit}`, optional(unitsStatus[unit])]),
) as StatusNeeds;

/**
 * The state of every service of the node. From `systemctl show`, which has exact times and counts; units that
 * it does not tell of, from `systemctl status`. Unknown when the bundle has neither, as when systemd hangs.
 */
export const unitStates = deriveFact({
  name: 'the states of the services',
  needs: { shown: optional(unitsShown), asked: optional(outcomeOf(unitsShow)), ...statusNeeds },
  derive(known) {
    const states = [
      ...(known.shown ?? []),
      ...UNITS.flatMap(unit => {
        const state = known[`status of ${unit}`];
        return state ? [state] : [];
      }),
    ];
    if (states.length > 0) return indexStates(states);
    const { outcome = 'not collected', reason } = known.asked?.outcome ?? {};
    throw new ParseError(
      `systemctl show: ${outcome}${reason === undefined ? '' : ` (${reason})`}; no systemctl status`,
    );
  },
});
