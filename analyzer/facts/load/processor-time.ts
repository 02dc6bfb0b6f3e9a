import { top, vmstat } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

/** How the processors spent their time while the bundle was taken, in percent. */
export interface ProcessorTime {
  /** Programs and the kernel together. */
  readonly busy: number;
  readonly idle: number;
  /** Idle with a disk or network disk that was waited for. */
  readonly waiting: number;
  /** Taken by the host of a virtual machine. */
  readonly stolen: number;
  /** Threads that ran or wanted to, and threads that waited for a disk; only vmstat tells. */
  readonly runnable?: number;
  readonly blocked?: number;
  /** KiB a second that came from swap and went there; only vmstat tells. */
  readonly swappedIn?: number;
  readonly swappedOut?: number;
  readonly at: readonly Evidence[];
}

/**
 * From vmstat, without its first row, which is the average since boot; otherwise from the head of top:
 *
 * ```
 *  r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
 * %Cpu(s):  0.0 us,100.0 sy,  0.0 ni,  0.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
 * ```
 */
export const processorTime = defineFact<ProcessorTime>({
  name: 'how the processors spend their time',
  from: [vmstat, top],
  parse: source => (source.lines.some(({ text }) => /^\s*r\s+b\s/.test(text)) ? fromVmstat(source) : fromTop(source)),
});

function fromVmstat(source: Source): ProcessorTime {
  const heading = source.lines.find(({ text }) => /^\s*r\s+b\s/.test(text));
  const columns = heading?.text.trim().split(/\s+/) ?? [];
  const rows = source.lines
    .filter(({ text }) => /^[\s\d]+$/.test(text) && text.trim().split(/\s+/).length === columns.length)
    .slice(1);
  if (rows.length === 0) throw new ParseError('has no sample besides the average since boot', heading);
  const mean = (column: string) => {
    const place = columns.indexOf(column);
    if (place < 0) return 0;
    return rows.reduce((sum, { text }) => sum + Number(text.trim().split(/\s+/)[place]), 0) / rows.length;
  };
  return {
    busy: mean('us') + mean('sy') + mean('gu'),
    idle: mean('id'),
    waiting: mean('wa'),
    stolen: mean('st'),
    runnable: mean('r'),
    blocked: mean('b'),
    swappedIn: mean('si'),
    swappedOut: mean('so'),
    at: rows,
  };
}

function fromTop(source: Source): ProcessorTime {
  const at = source.lines.find(({ text }) => /^%?Cpu\(s\)[:：]/.test(text));
  if (!at) throw new ParseError('has no line of processor times', source.lines[0]);
  // German and French write `0,7 us, 99,1 id`; before procps 3.3 it is `1.6%us`.
  const share = (name: string) =>
    Number(new RegExp(`(\\d{1,3}[.,]\\d{1,3})%? ?${name}\\b`).exec(at.text)?.[1]?.replace(',', '.') ?? 0);
  return {
    busy: share('us') + share('sy') + share('ni') + share('hi') + share('si'),
    idle: share('id'),
    waiting: share('wa'),
    stolen: share('st'),
    at: [at],
  };
}
