import { cpuInfo } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Processors that are switched on, from lscpu: `CPU(s):  4`; in Chinese `CPU:  4`. */
export const processors = defineFact<{ readonly value: number; readonly at: Evidence }>({
  name: 'the number of processors',
  from: cpuInfo,
  parse: source => {
    for (const at of source.lines) {
      const [, count] = /^CPU(?:\(s\)|\(e\)n?)?[:：]\s+(\d+)\s*$/.exec(at.text) ?? [];
      if (count !== undefined && Number(count) > 0) return { value: Number(count), at };
    }
    throw new ParseError('names no number of CPUs', source.lines[0]);
  },
});
