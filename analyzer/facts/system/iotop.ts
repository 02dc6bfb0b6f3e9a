import { iotop } from '../../../bundle/specs/disk.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** What one process wrote in one second. */
export interface DiskWriter {
  readonly command: string;
  readonly bytesPerSecond: number;
  readonly at: Evidence;
}

const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/**
 * The rows of `iotop -b -o -d 1 -n 3`, one for each process and sample:
 *
 * ```
 *   TID  PRIO  USER     DISK READ  DISK WRITE  SWAPIN      IO    COMMAND
 *   377 be/4 root        0.00 B/s    1.25 M/s  0.00 %  3.21 % auditd
 * 20:00:01   377 be/4 root        0.00 B/s    1.25 M/s ?unavailable?  auditd
 * ```
 *
 * Unknown when iotop is not installed, or the collector was not root.
 */
export const diskWriters = defineFact<readonly DiskWriter[]>({
  name: 'what iotop shows',
  from: iotop,
  parse: source => {
    if (!/Total DISK READ|DISK WRITE/.test(source.text))
      throw new ParseError('not the output of iotop', source.lines[0]);
    return source.lines.flatMap(at => {
      const row = /^(?:\d\d:\d\d:\d\d)?\s*\d+\s+\S+\s+\S+\s+[0-9.]+ [BKMG]\/s\s+([0-9.]+) ([BKMG])\/s\s+(.*)/.exec(
        at.text,
      );
      if (!row) return [];
      const [, amount, unit = 'B', rest = ''] = row;
      const command = rest.replace(/^(?:\?unavailable\?|[0-9.]+ %|\s)+/, '').trim();
      return [{ command, bytesPerSecond: Number(amount) * (UNIT_BYTES[unit] ?? 1), at }];
    });
  },
});
