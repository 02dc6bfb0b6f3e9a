import { boots as bootsSpec } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** One boot of which the journal still has lines. */
export interface BootLog {
  /** 0 is the running boot, -1 the one before. */
  readonly index: number;
  readonly bootId: string;
  /** Milliseconds since 1970 UTC. */
  readonly first: number;
  readonly last: number;
  readonly at: Evidence;
}

/** `2023-07-29 11:20:59 UTC`; the weekday before it is of no use. */
const STAMP = String.raw`\w{3} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:UTC|GMT)`;
const ROW = new RegExp(String.raw`^\s*(-?\d+) ([0-9a-f]{32}) ${STAMP}(?: |—|--?)${STAMP}`);

/**
 * The boots of `journalctl --list-boots --utc`, as the journal lists them. systemd 250 and older join the
 * times with a dash, newer ones print a table:
 *
 * ```
 *  -1 5b1d3c…  Sat 2023-07-29 11:20:59 UTC—Sat 2023-07-29 12:03:11 UTC
 * IDX BOOT ID                          FIRST ENTRY                 LAST ENTRY
 *   0 f6138d0491ac49898ab54e661441a132 Wed 2026-11-18 19:50:00 UTC Mon 2026-11-23 19:59:58 UTC
 * ```
 *
 * Unknown without a journal, and when the times are not in UTC, whose zone is only a name.
 */
export const bootLogs = defineFact<readonly BootLog[]>({
  name: 'the boots in the journal',
  from: bootsSpec,
  parse: source => {
    const found = source.lines.flatMap(at => {
      const [, index, bootId, first, last] = ROW.exec(at.text) ?? [];
      if (!index || !bootId || !first || !last) return [];
      return [{ index: Number(index), bootId, first: Date.parse(`${first}Z`), last: Date.parse(`${last}Z`), at }];
    });
    if (found.length === 0) throw new ParseError('lists no boots', source.lines[0]);
    return found;
  },
});
