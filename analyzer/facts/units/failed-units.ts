import { failedUnits as spec } from '../../../bundle/specs/units.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A unit that systemd has given up. */
export interface FailedUnit {
  /** With its suffix: `kdump.service`. */
  readonly name: string;
  readonly description: string;
  readonly at: Evidence;
}

/** Before the name, except in systemd 219 without a terminal. */
const MARKS = new Set(['●', '*', 'x', '×']);

/** `systemctl list-units --failed`: `● kdump.service loaded failed failed Crash recovery kernel arming`; nothing at all when none has. */
export const failedUnits = defineFact<readonly FailedUnit[]>({
  name: 'the units that have failed',
  from: spec,
  whenEmpty: { value: [] },
  parse: ({ lines }) => {
    const found = lines.flatMap(at => {
      const cells = at.text.trim().split(/\s+/);
      const [name, , active, , ...description] = MARKS.has(cells[0] ?? '') ? cells.slice(1) : cells;
      return name?.includes('.') && active === 'failed' ? [{ name, description: description.join(' '), at }] : [];
    });
    // With a legend it says so in words.
    if (found.length === 0 && !lines.some(({ text }) => /loaded units listed/.test(text))) {
      throw new ParseError('not the output of `systemctl list-units`', lines[0]);
    }
    return found;
  },
});
