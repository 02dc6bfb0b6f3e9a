import { meminfo } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

export interface MemoryValue {
  readonly kiB: number;
  readonly at: Evidence;
}

/** /proc/meminfo by its own names, in KiB: `MemAvailable:   18220948 kB` (kernel 3.14 and later). */
export const memory = defineFact<ReadonlyMap<string, MemoryValue>>({
  name: 'the memory of the node',
  from: meminfo,
  parse: source => {
    const values = new Map<string, MemoryValue>();
    for (const at of source.lines) {
      const [, name, kiB] = /^([\w()]+): +(\d+) kB$/.exec(at.text.trimEnd()) ?? [];
      if (name && kiB) values.set(name, { kiB: Number(kiB), at });
    }
    if (!values.has('MemTotal')) throw new ParseError('has no MemTotal', source.lines[0]);
    return values;
  },
});
