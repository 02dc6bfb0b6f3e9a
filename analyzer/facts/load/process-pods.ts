import { processCgroups } from '../../../bundle/specs/node.js';
import { defineFact, deriveFact, optional, ParseError } from '../../fact.js';
import { podOfCgroup, podsOnNode } from '../cluster/pods-on-node.js';

/** The control group of each process: `  812 0::/kubepods.slice/kubepods-burstable.slice/…`; version 1 has several, with commas. */
const cgroups = defineFact<ReadonlyMap<number, string>>({
  name: 'the control groups of processes',
  from: processCgroups,
  parse: source => {
    const found = new Map<number, string>();
    for (const { text } of source.lines) {
      const [, pid, path] = /^\s*(\d+) (\S.*)$/.exec(text) ?? [];
      if (pid !== undefined && path !== undefined) found.set(Number(pid), path);
    }
    if (found.size === 0) throw new ParseError('names no processes', source.lines[0]);
    return found;
  },
});

/** The pod that a process belongs to, by its process number; undefined for those of the system. */
export const podOfProcess = deriveFact({
  name: 'the pods of processes',
  needs: { cgroups, pods: optional(podsOnNode) },
  derive:
    ({ cgroups: paths, pods = [] }) =>
    (pid: number): string | undefined =>
      podOfCgroup(paths.get(pid) ?? '', pods),
});
