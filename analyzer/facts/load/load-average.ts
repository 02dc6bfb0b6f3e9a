import { loadavg } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Threads that ran, wanted to, or waited for a disk, on the average of 1, 5 and 15 minutes. */
export interface LoadAverage {
  readonly one: number;
  readonly five: number;
  readonly fifteen: number;
  readonly at: Evidence;
}

/** /proc/loadavg: `0.41 0.38 0.35 2/412 24796`. */
export const loadAverage = defineFact<LoadAverage>({
  name: 'the load',
  from: loadavg,
  parse: source => {
    const [at] = source.lines;
    const [, one, five, fifteen] = /^([\d.]+) ([\d.]+) ([\d.]+) \d+\/\d+ /.exec(at?.text ?? '') ?? [];
    if (!at || fifteen === undefined) throw new ParseError('not /proc/loadavg', at);
    return { one: Number(one), five: Number(five), fifteen: Number(fifteen), at };
  },
});
