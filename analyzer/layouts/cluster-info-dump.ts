import * as kubernetes from '../../bundle/specs/kubernetes.js';
import { nodeEventLines, nodeOfList, podLines, warningLines } from './cuts/cluster-objects.js';
import { joined, type Layout, place } from './layout.js';

/** `kubectl cluster-info dump --output-directory=…`: what the API server knows of all nodes, and nothing of the nodes themselves. */
export const clusterInfoDump: Layout = {
  tool: 'cluster-info-dump',
  marks: [
    ['nodes.json', 'nodes.yaml'],
    ['kube-system/', 'default/'],
  ],
  nodeLists: ['nodes.json', 'nodes.yaml'],
  about: () => ({ utcOffsetMinutes: 0 }),
  places: [
    place(kubernetes.nodeJson, ['nodes.json', 'nodes.yaml'], nodeOfList),
    joined(kubernetes.nodeEvents, ['*/events.json', '*/events.yaml'], nodeEventLines),
    joined(kubernetes.warningEvents, ['*/events.json', '*/events.yaml'], warningLines),
    joined(kubernetes.podsOnNode, ['*/pods.json', '*/pods.yaml'], podLines),
  ],
};
