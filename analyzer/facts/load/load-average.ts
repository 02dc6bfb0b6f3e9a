import { loadavg, uptime } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Threads that ran, wanted to, or waited for a disk, on the average of 1, 5 and 15 minutes. */
export interface LoadAverage {
  readonly one: number;
  readonly five: number;
  readonly fifteen: number;
  readonly at: Evidence;
}

/** `0.41 1.71 1.62 2/131 24796` */
const PROC = /^([\d.]+) ([\d.]+) ([\d.]+) \d+\/\d+ /;
/** ` 19:41:05 up 30 min,  0 user,  load average: 0.63, 2.08, 1.73`; with decimal commas in some languages. */
const UPTIME = /load averages?: (\d+[.,]\d+),? (\d+[.,]\d+),? (\d+[.,]\d+)\s*$/;

/** From /proc/loadavg, else as `uptime` prints it. */
export const loadAverage = defineFact<LoadAverage>({
  name: 'the load',
  from: [loadavg, uptime],
  parse: ({ lines }) => {
    const at = lines.find(({ text }) => text.trim() !== '');
    const [, one, five, fifteen] = PROC.exec(at?.text ?? '') ?? UPTIME.exec(at?.text ?? '') ?? [];
    if (!at || fifteen === undefined) throw new ParseError('neither /proc/loadavg nor the output of uptime', at);
    return { one: number(one), five: number(five), fifteen: number(fifteen), at };
  },
});

function number(text = ''): number {
  return Number(text.replace(',', '.'));
}
