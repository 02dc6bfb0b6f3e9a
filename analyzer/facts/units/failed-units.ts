import { failedUnits as spec } from '../../../bundle/specs/units.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A unit that systemd has given up. */
export interface FailedUnit {
  /** With its suffix: `kdump.service`. */
  readonly name: string;
  readonly description: string;
  readonly at: Evidence;
}

/** A mark first, except in systemd 219 without a terminal: `● kdump.service loaded failed failed Crash recovery kernel arming`. */
const ROW = /^\s*(?:[●*x×] )?\s*([\w@:.\\-]+\.\w+)\s+\S+\s+failed\s+\S+\s*(.*)$/;

/** `systemctl list-units --failed`: nothing at all when none has failed. */
export const failedUnits = defineFact<readonly FailedUnit[]>({
  name: 'the units that have failed',
  from: spec,
  whenEmpty: { value: [] },
  parse: ({ lines }) => {
    const found = lines.flatMap(at => {
      const [, name, description = ''] = ROW.exec(at.text) ?? [];
      return name === undefined ? [] : [{ name, description: description.trim(), at }];
    });
    // With a legend it says so in words.
    if (found.length === 0 && !lines.some(({ text }) => /loaded units listed/.test(text))) {
      throw new ParseError('not the output of `systemctl list-units`', lines[0]);
    }
    return found;
  },
});
