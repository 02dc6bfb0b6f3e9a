import { nodes as nodesSpec } from '../../../bundle/specs/kubernetes.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A node of the cluster, as `kubectl get nodes` lists it. */
export interface ListedNode {
  readonly name: string;
  /** False for NotReady, which Ready False and Unknown both are, and for Unknown, when it has no condition Ready. */
  readonly ready: boolean;
  readonly cordoned: boolean;
  readonly version: string;
  readonly at: Evidence;
}

/**
 * `kubectl get nodes`, also `-o wide`; up to 1.7 without roles:
 *
 * ```
 * NAME   STATUS                        ROLES                  AGE    VERSION
 * kn1    NotReady,SchedulingDisabled   control-plane,master   495d   v1.18.3+k3s1
 * ```
 */
export const listedNodes = defineFact<readonly ListedNode[]>({
  name: 'the nodes of the cluster',
  from: nodesSpec,
  parse: ({ lines }) => {
    const heading = lines.findIndex(({ text }) => /^\s*NAME\s+STATUS\s/.test(text));
    const columns = lines[heading]?.text.trim().split(/\s+/) ?? [];
    const version = columns.indexOf('VERSION');
    if (version < 0) throw new ParseError('not the output of `kubectl get nodes`', lines[0]);
    return lines.slice(heading + 1).flatMap(at => {
      const cells = at.text.trim().split(/\s+/);
      const [name, status] = cells;
      if (!name || !status || cells.length <= version) return [];
      const [ready, ...more] = status.split(',');
      const cordoned = more.includes('SchedulingDisabled');
      return [{ name, ready: ready === 'Ready', cordoned, version: cells[version] ?? '', at }];
    });
  },
});
