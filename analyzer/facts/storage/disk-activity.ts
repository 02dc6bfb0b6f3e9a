import { iostat } from '../../../bundle/specs/disk.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** How busy a disk was over the seconds that iostat looked. */
export interface DiskActivity {
  readonly device: string;
  /** Percent of the time in which it had something to do, on the average of the reports. */
  readonly busyPercent: number;
  /** Milliseconds that a request took, reads or writes, whichever is longer; the average of the reports. */
  readonly waitMs: number;
  /** The row of the last report. */
  readonly at: Evidence;
}

/** Not disks: what lies in files or memory, and drives for media. */
const NO_DISK = /^(loop|ram|zram|sr|fd|nbd)\d/;

/**
 * `iostat -xdk 1 3`, whose columns differ by version and are found by name; up to 11 `Device:`, `await`, after it
 * `Device`, `r_await` and `w_await`. The first report is the average since the boot and left out.
 *
 * ```
 * Device:         rrqm/s   wrqm/s     r/s     w/s    rkB/s    wkB/s avgrq-sz avgqu-sz   await r_await w_await  svctm  %util
 * sda               0.00     1.20    0.10    4.00     2.00    40.00    20.00     0.02    4.00    2.00    4.10   1.00   0.41
 * ```
 */
export const diskActivity = defineFact<readonly DiskActivity[]>({
  name: 'how busy the disks are',
  from: iostat,
  parse: ({ lines }) => {
    const rows = new Map<string, { readonly busy: number; readonly wait: number; readonly at: Evidence }[]>();
    let columns: readonly string[] = [];
    let reports = 0;
    for (const at of lines) {
      const cells = at.text.trim().split(/\s+/);
      if (/^Device:?$/.test(cells[0] ?? '')) {
        columns = cells;
        reports++;
      } else if (reports > 1 && cells.length === columns.length && !NO_DISK.test(cells[0] ?? '')) {
        const value = (name: string) => Number(cells[columns.indexOf(name)] ?? 0);
        const wait = Math.max(...['await', 'r_await', 'w_await'].map(name => value(name) || 0));
        const device = cells[0] ?? '';
        rows.set(device, [...(rows.get(device) ?? []), { busy: value('%util'), wait, at }]);
      }
    }
    if (!columns.includes('%util')) throw new ParseError('not the output of `iostat -x`', lines[0]);
    if (reports < 2) throw new ParseError('has no report but that since the boot', lines[0]);
    return [...rows].flatMap(([device, seen]) => {
      const last = seen.at(-1);
      const mean = (key: 'busy' | 'wait') => seen.reduce((sum, row) => sum + row[key], 0) / seen.length;
      return last ? [{ device, busyPercent: mean('busy'), waitMs: mean('wait'), at: last.at }] : [];
    });
  },
});
