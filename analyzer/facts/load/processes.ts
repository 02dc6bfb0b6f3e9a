import { processes as processesSpec } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A process at the time of collection. */
export interface Process {
  readonly pid: number;
  /** Absent from `ps aux`. */
  readonly parent?: number;
  /** Absent from `ps aux` and small ps. */
  readonly threads?: number;
  /** As ps prints it: `Ssl`, `D` (waits and cannot be killed), `Z` (ended, not taken note of). */
  readonly state: string;
  /** What it waits for in the kernel; absent from small ps. */
  readonly waitsFor?: string;
  /** Percent of one processor since it started, and KiB of memory; absent from small ps. */
  readonly processorPercent?: number;
  readonly memoryKiB?: number;
  readonly command: string;
  readonly at: Evidence;
}

/**
 * `ps -eo pid,ppid,nlwp,stat,wchan:32,pcpu,pmem,rss,etime,comm`, or with fewer columns from older ones; also
 * `ps aux`. Throws ParseError for busybox, whose ps tells no states.
 */
export const processes = defineFact<readonly Process[]>({
  name: 'the processes',
  from: processesSpec,
  parse: source => {
    const [heading] = source.lines;
    const columns = heading?.text.trim().split(/\s+/) ?? [];
    const place = (...names: string[]) => columns.findIndex(column => names.includes(column));
    const [pid, parent, threads, state] = [place('PID'), place('PPID'), place('NLWP', 'THCNT'), place('STAT', 'S')];
    if (pid < 0 || state < 0) throw new ParseError('no columns PID and STAT', heading);
    const [wchan, processor, memory] = [place('WCHAN'), place('%CPU'), place('RSS')];
    return source.lines.slice(1).flatMap(at => {
      const cells = at.text.trim().split(/\s+/);
      if (cells.length < columns.length || !/^\d+$/.test(cells[pid] ?? '')) return [];
      return [
        {
          pid: Number(cells[pid]),
          ...(parent >= 0 && { parent: Number(cells[parent]) }),
          ...(threads >= 0 && { threads: Number(cells[threads]) }),
          state: cells[state] ?? '',
          ...(wchan >= 0 && { waitsFor: cells[wchan] ?? '' }),
          ...(processor >= 0 && { processorPercent: Number(cells[processor]) }),
          ...(memory >= 0 && { memoryKiB: Number(cells[memory]) }),
          command: cells.slice(columns.length - 1).join(' '),
          at,
        },
      ];
    });
  },
});

/** Those that take most of the processors, or of memory, first; `java (812) 190 %`, for a finding. */
export function topBy(
  all: readonly Process[],
  key: 'processorPercent' | 'memoryKiB',
  count: number,
): readonly Process[] {
  return all
    .filter(process => (process[key] ?? 0) > 0)
    .sort((a, b) => (b[key] ?? 0) - (a[key] ?? 0))
    .slice(0, count);
}
