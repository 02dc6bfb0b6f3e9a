import { cgroupPids, cgroupPidsUsed, cgroupPidsUsedV1, cgroupPidsV1 } from '../../../bundle/specs/node.js';
import { defineFact, deriveFact, ParseError, type Source } from '../../fact.js';
import type { Count } from '../system/threads.js';

/** `4915`, or `max` for no limit, which is undefined. */
const podThreadsMax = defineFact({
  name: 'how many threads pods may have',
  from: [cgroupPids, cgroupPidsV1],
  parse: read,
});
const podThreadsUsed = defineFact({
  name: 'how many threads pods have',
  from: [cgroupPidsUsed, cgroupPidsUsedV1],
  parse: read,
});

/** Threads of all pods together, and how many they may have. */
export const podThreads = deriveFact({
  name: 'the threads of all pods',
  needs: { used: podThreadsUsed, limit: podThreadsMax },
  derive: ({ used, limit }): { readonly used: Count; readonly limit: Count | undefined } => {
    if (!used) throw new ParseError('pids.current is no number');
    return { used, limit };
  },
});

function read(source: Source): Count | undefined {
  const [at] = source.lines;
  const text = at?.text.trim() ?? '';
  if (at === undefined || !/^(?:\d+|max)$/.test(text)) throw new ParseError('neither a number nor max', at);
  return text === 'max' ? undefined : { value: Number(text), at };
}
