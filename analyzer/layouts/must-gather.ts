import * as kubernetes from '../../bundle/specs/kubernetes.js';
import { unitJournal } from '../../bundle/specs/units.js';
import { nodeEventLines, nodeOfList, podLines, warningLines } from './cuts/cluster-objects.js';
import { joined, journal, type Layout, place } from './layout.js';

const service = (name: string) => ['masters', 'workers'].map(role => `host_service_logs/${role}/${name}_service.log`);

/**
 * OpenShift's must-gather: the objects of the cluster, and the journals of kubelet and cri-o with the lines of all
 * nodes of a role in one file. It runs nothing on the nodes themselves.
 */
export const mustGather: Layout = {
  tool: 'must-gather',
  marks: [['cluster-scoped-resources/'], ['namespaces/', 'host_service_logs/']],
  about: () => ({ utcOffsetMinutes: 0 }),
  places: [
    place(kubernetes.nodeJson, 'cluster-scoped-resources/core/nodes/{node}.yaml', nodeOfList),
    joined(kubernetes.nodeEvents, 'namespaces/*/core/events.yaml', nodeEventLines),
    joined(kubernetes.warningEvents, 'namespaces/*/core/events.yaml', warningLines),
    joined(kubernetes.podsOnNode, 'namespaces/*/core/pods.yaml', podLines),
    journal([unitJournal.kubelet], service('kubelet')),
    journal([unitJournal.crio], [...service('crio'), ...service('cri-o')]),
  ],
};
