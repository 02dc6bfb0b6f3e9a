import { free, meminfo } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';
import { memoryOfFree } from './memory-of-free.js';

export interface MemoryValue {
  readonly kiB: number;
  readonly at: Evidence;
}

/**
 * By the names of /proc/meminfo, in KiB: `MemAvailable:   18220948 kB` (kernel 3.14 and later). What `free` tells
 * of it, where that is all there is.
 */
export const memory = defineFact<ReadonlyMap<string, MemoryValue>>({
  name: 'the memory of the node',
  from: [meminfo, free],
  parse: source => {
    const values = memoryOfProc(source);
    if (values.has('MemTotal')) return values;
    return memoryOfFree(source);
  },
});

function memoryOfProc({ lines }: Source): Map<string, MemoryValue> {
  const values = new Map<string, MemoryValue>();
  for (const at of lines) {
    const [, name, kiB] = /^([\w()]+): +(\d+) kB$/.exec(at.text.trimEnd()) ?? [];
    if (name && kiB) values.set(name, { kiB: Number(kiB), at });
  }
  if (values.size > 0 && !values.has('MemTotal')) throw new ParseError('has no MemTotal', lines[0]);
  return values;
}
