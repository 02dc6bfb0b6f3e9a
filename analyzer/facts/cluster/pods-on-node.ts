import { podsOnNode as podsOnNodeSpec } from '../../../bundle/specs/kubernetes.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A pod of this node. */
export interface PodOnNode {
  /** `default/web-0`. */
  readonly name: string;
  readonly uid: string;
  /** `Running`, `Failed`. */
  readonly phase: string;
  /** `Evicted`, `OutOfcpu`; empty for pods that run. */
  readonly reason: string;
  readonly at: Evidence;
}

/** The pods of the node, from the lines that begin with `pod`; empty when it has none. */
export const podsOnNode = defineFact<readonly PodOnNode[]>({
  name: 'the pods of the node',
  from: podsOnNodeSpec,
  parse: source => {
    const lines = source.lines.filter(({ text }) => text.trim() !== '');
    const pods = lines.flatMap(at => {
      const [kind, namespace, name, uid, phase, reason = ''] = at.text.split('\t');
      if (kind !== 'pod' || !namespace || !name || !uid || !phase) return [];
      return [{ name: `${namespace}/${name}`, uid, phase, reason: reason.trim(), at }];
    });
    if (lines.length > 0 && pods.length === 0) throw new ParseError('names no pods', lines[0]);
    return pods;
  },
});

/**
 * The pod that a control group belongs to: `…/kubepods-burstable-pod1f_2a.slice/…` with systemd's underscores, or
 * `/kubepods/burstable/pod1f-2a/…`. Its name when it is known, otherwise `pod UID`; undefined when it is no pod's.
 */
export function podOfCgroup(path: string, pods: readonly PodOnNode[]): string | undefined {
  const uid = /[-/]pod([0-9a-f]{8}[-_][0-9a-f_-]{27}|[0-9a-f]{32})/.exec(path)?.[1]?.replaceAll('_', '-');
  if (uid === undefined) return undefined;
  return pods.find(pod => pod.uid === uid)?.name ?? `pod ${uid}`;
}
