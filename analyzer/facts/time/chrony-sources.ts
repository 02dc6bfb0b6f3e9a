import { chronySources as spec } from '../../../bundle/specs/time.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A time server that chronyd knows. */
export interface ChronySource {
  readonly name: string;
  /** `*` followed, `+` good, `-` good but not needed, `?` no answer, `x` tells a wrong time, `~` too unsteady. */
  readonly state: string;
  /** Of the last eight polls, those that were answered: chronyc prints them as bits, in octal. */
  readonly answered: number;
  readonly at: Evidence;
}

const ROW = /^\s*[\^=#](?<state>[*+?x~-])\s+(?<name>\S+)\s+\d+\s+-?\d+\s+(?<reach>[0-7]{1,3})\s/;

/** `chronyc -c sources`: mode, state, name, stratum, poll, reach in octal, … */
const CSV = /^[\^=#],(?<state>[*+?x~-]),(?<name>[^,]{1,255}),\d+,-?\d+,(?<reach>[0-7]{1,3}),/;

/**
 * `chronyc -n sources`, with or without the legend of -v and `210 Number of sources = 2` of older versions:
 *
 *     MS Name/IP address         Stratum Poll Reach LastRx Last sample
 *     ===============================================================================
 *     ^* 192.0.2.1                     2  10   377   108    +18us[  +39us] +/-   12ms
 *     ^? 192.0.2.2                     0   6     0     -     +0ns[   +0ns] +/-    0ns
 *
 * No rows: no time server is configured, or none of their names could be resolved.
 */
export const chronySources = defineFact<{ readonly sources: readonly ChronySource[]; readonly header: Evidence }>({
  name: 'chronyc sources',
  from: spec,
  parse({ lines }) {
    const header = lines.find(line => line.text.includes('Name/IP address'));
    const [first] = lines;
    if (!header && first && CSV.test(first.text)) return { sources: rowsOf(lines, CSV), header: first };
    if (!header) throw new ParseError('no table of chronyc sources', lines[0]);
    return { sources: rowsOf(lines, ROW), header };
  },
});

function rowsOf(lines: readonly Evidence[], form: RegExp): ChronySource[] {
  return lines.flatMap(at => {
    const row = form.exec(at.text)?.groups;
    if (!row?.['name'] || !row['state']) return [];
    return [{ name: row['name'], state: row['state'], answered: bits(row['reach'] ?? '0'), at }];
  });
}

function bits(octal: string): number {
  return Number.parseInt(octal, 8).toString(2).replaceAll('0', '').length;
}
