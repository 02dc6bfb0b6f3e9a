import { boots as bootsSpec } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';
import { systemdTime } from '../units/systemd-time.js';

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

/** `Sat 2023-07-29 11:20:59 UTC`, `… CST`, `… -03` */
const STAMP = String.raw`\w{3} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:[A-Z]{1,5}|[+-]\d{2,4}))`;
const ROW = new RegExp(String.raw`^\s*(-?\d+) ([0-9a-f]{32}) ${STAMP}(?: |—|--?)${STAMP}`);

/**
 * The boots of `journalctl --list-boots --utc`, as the journal lists them. systemd 250 and older join the
 * times with a dash, newer ones print a table; 257 prints it in local time although it was asked for UTC:
 *
 * ```
 *  -1 5b1d3c…  Sat 2023-07-29 11:20:59 UTC—Sat 2023-07-29 12:03:11 UTC
 * IDX BOOT ID                          FIRST ENTRY                 LAST ENTRY
 *   0 673eb1821ce34aa19b4d909a5777f695 Tue 2026-11-24 08:10:17 CST Tue 2026-11-24 08:10:39 CST
 * ```
 *
 * Unknown without a journal, and when the times are not in UTC and the bundle has no header to tell the zone.
 */
export const bootLogs = defineFact<readonly BootLog[]>({
  name: 'the boots in the journal',
  from: bootsSpec,
  parse: (source, collection) => {
    const found = source.lines.flatMap(at => {
      const [, index, bootId, from = '', to = ''] = ROW.exec(at.text) ?? [];
      const first = systemdTime(from, collection);
      const last = systemdTime(to, collection);
      if (!index || !bootId || first === undefined || last === undefined) return [];
      return [{ index: Number(index), bootId, first, last, at }];
    });
    if (found.length === 0) throw new ParseError('lists no boots', source.lines[0]);
    return found;
  },
});
