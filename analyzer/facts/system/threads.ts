import {
  loadavg,
  pidMax as pidMaxSpec,
  threadsMax as threadsMaxSpec,
  threads as threadsSpec,
} from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

/** A number with the line that has it. */
export interface Count {
  readonly value: number;
  readonly at: Evidence;
}

/** How many threads there are, from the fourth field of /proc/loadavg: `0.41 0.38 0.35 2/412 24796` has 412. */
export const threadsInUse = defineFact<Count>({
  name: 'the number of threads',
  from: loadavg,
  parse: source => {
    const at = firstLine(source);
    const [, total] = /^\S+ \S+ \S+ \d+\/(\d+) /.exec(at.text) ?? [];
    if (total === undefined) throw new ParseError('not /proc/loadavg', at);
    return { value: Number(total), at };
  },
});

/** kernel.pid_max: the largest number that a thread can have. 32768, or 4194304 with systemd 243 and later. */
export const pidMax = defineFact({ name: 'kernel.pid_max', from: pidMaxSpec, parse: onlyNumber });

/** kernel.threads-max: how many threads the kernel allows, by the size of the memory. */
export const threadsMax = defineFact({ name: 'kernel.threads-max', from: threadsMaxSpec, parse: onlyNumber });

export interface ProcessThreads {
  readonly pid: number;
  readonly command: string;
  readonly threads: number;
  /** The row of its first thread. */
  readonly at: Evidence;
}

/**
 * The processes by their number of threads, most first. From `ps -eLo pid,lwp,nlwp,stat,wchan:32,comm`,
 * one row a thread, or the `ps -elT` of the guide, where the PID is the fourth column:
 *
 * ```
 *     PID     LWP NLWP STAT WCHAN                            COMMAND
 *    1834    1834   18 Ssl  futex_wait_queue                 kubelet
 * F S   UID     PID    SPID    PPID  C PRI  NI ADDR SZ WCHAN  TTY          TIME CMD
 * ```
 *
 * or already counted, by the pipeline of the guide, which names no commands: `     73 9743`.
 */
export const threadsByProcess = defineFact<readonly ProcessThreads[]>({
  name: 'the threads of each process',
  from: threadsSpec,
  parse: source => {
    const counted = countedByGuide(source);
    if (counted) return counted;
    const header = firstLine(source).text.trim().split(/\s+/);
    const pidColumn = header.indexOf('PID');
    const thread = Math.max(header.indexOf('LWP'), header.indexOf('SPID'));
    if (pidColumn < 0 || thread < 0) throw new ParseError('no columns PID and LWP or SPID', firstLine(source));
    const processes = new Map<number, ProcessThreads>();
    for (const at of source.lines.slice(1)) {
      const cells = at.text.trim().split(/\s+/);
      const pid = Number(cells[pidColumn]);
      if (!Number.isInteger(pid) || cells.length < header.length) continue;
      const known = processes.get(pid);
      const command = cells.slice(header.length - 1).join(' ');
      processes.set(pid, { pid, command, at, ...known, threads: (known?.threads ?? 0) + 1 });
    }
    return [...processes.values()].sort((a, b) => b.threads - a.threads);
  },
});

const COUNTED = /^\s*(\d+)\s+(\d+)\s*$/;

/** `ps -elT | awk '{print $4}' | sort | uniq -c`: a count and a PID on each line; the heading is counted as one, too. */
function countedByGuide({ lines }: Source): ProcessThreads[] | undefined {
  const rows = lines.filter(({ text }) => text.trim() !== '' && !/^\s*1\s+PID\s*$/.test(text));
  if (rows.length === 0 || rows.some(({ text }) => !COUNTED.test(text))) return undefined;
  const counts = rows.map(at => {
    const [, threads, pid] = COUNTED.exec(at.text) ?? [];
    return { pid: Number(pid), command: '?', threads: Number(threads), at };
  });
  return counts.sort((a, b) => b.threads - a.threads);
}

function onlyNumber(source: Source): Count {
  const at = firstLine(source);
  if (!/^\d+$/.test(at.text.trim())) throw new ParseError('not a number', at);
  return { value: Number(at.text), at };
}

function firstLine(source: Source): Evidence {
  const line = source.lines.find(({ text }) => text.trim() !== '');
  if (!line) throw new ParseError(`${source.path} is empty`);
  return line;
}
