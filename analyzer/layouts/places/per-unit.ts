import type { Spec } from '../../../bundle/spec.js';
import { UNITS, type UnitName } from '../../../bundle/specs/units.js';
import { type Cut, type Place, place } from '../layout.js';

/** The same for each unit: `paths` makes its entries from the name of the unit. */
export function perUnit(
  specs: Readonly<Record<UnitName, Spec>>,
  paths: (unit: UnitName) => string | readonly string[],
  cut?: (unit: UnitName) => Cut,
): readonly Place[] {
  return UNITS.map(unit => place(specs[unit], paths(unit), cut?.(unit)));
}
