import { kubectl } from '../spec.js';

export const version = kubectl(
  'kubernetes/version',
  ['version', '--output=yaml'],
  'Tells the versions of kubectl and the API server.',
  { timeoutSeconds: 15 },
);

export const nodes = kubectl(
  'kubernetes/nodes',
  ['get', 'nodes', '--output=wide'],
  'Shows which nodes of the cluster are ready, with their versions.',
);

/** `kubectl describe node`: the first thing that the guide asks for. */
export const describeNode = kubectl(
  'kubernetes/describe-node',
  ['describe', 'node', '{node}'],
  'Shows what the cluster knows of this node: conditions, limits, pods, events.',
);

/** The same node as JSON: exact times and quantities where describe rounds. */
export const nodeJson = kubectl(
  'kubernetes/node-json',
  ['get', 'node', '{node}', '--output=json'],
  'The Node object with exact times, quantities, addresses and taints.',
);

/** One event a line, tab-separated: times that describe only gives as ages. */
const EVENT_LINE = [
  '.lastTimestamp',
  '.eventTime',
  '.firstTimestamp',
  '.count',
  '.series.count',
  '.type',
  '.reason',
  '.involvedObject.kind',
  '.involvedObject.namespace',
  '.involvedObject.name',
  '.source.component',
  '.reportingComponent',
  '.message',
];
const EVENTS_OUTPUT = `--output=jsonpath={range .items[*]}${EVENT_LINE.map(field => `{${field}}`).join('{"\\t"}')}{"\\n"}{end}`;

export const nodeEvents = kubectl(
  'kubernetes/node-events',
  [
    'get',
    'events',
    '--all-namespaces',
    '--field-selector=involvedObject.kind=Node,involvedObject.name={node}',
    EVENTS_OUTPUT,
  ],
  'Shows what Kubernetes reported about this node in the last hour.',
);

export const warningEvents = kubectl(
  'kubernetes/warning-events',
  ['get', 'events', '--all-namespaces', '--field-selector=type=Warning', EVENTS_OUTPUT],
  'Shows recent warnings of the cluster: pods that could not be scheduled, started or kept.',
);

/**
 * Three kinds of lines, tab-separated: `pod`, then `resources` and `status` for each container in it.
 * Asked for by field, so that environment variables, volumes and annotations never leave the API server's answer.
 */
const POD_LINES = [
  '{range .items[*]}',
  '{"pod\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.metadata.uid}{"\\t"}{.status.phase}{"\\t"}',
  '{.status.reason}{"\\t"}{.status.qosClass}{"\\t"}{.status.startTime}{"\\n"}',
  '{range .spec.containers[*]}{"resources\\t"}{.name}{"\\t"}',
  '{.resources.requests.cpu}{"\\t"}{.resources.limits.cpu}{"\\t"}',
  '{.resources.requests.memory}{"\\t"}{.resources.limits.memory}{"\\t"}',
  '{.resources.requests.ephemeral-storage}{"\\t"}{.resources.limits.ephemeral-storage}{"\\n"}{end}',
  '{range .status.containerStatuses[*]}{"status\\t"}{.name}{"\\t"}{.restartCount}{"\\t"}{.ready}{"\\t"}',
  '{.state.waiting.reason}{"\\t"}{.state.running.startedAt}{"\\t"}',
  '{.lastState.terminated.reason}{"\\t"}{.lastState.terminated.exitCode}{"\\t"}{.lastState.terminated.finishedAt}{"\\n"}{end}',
  '{end}',
].join('');

export const podsOnNode = kubectl(
  'kubernetes/pods',
  ['get', 'pods', '--all-namespaces', '--field-selector=spec.nodeName={node}', `--output=jsonpath=${POD_LINES}`],
  'Shows the pods of this node: requests, limits, restarts and how containers last ended. No environment, no secrets.',
);

export const leases = kubectl(
  'kubernetes/lease',
  ['get', 'lease', '--namespace=kube-node-lease', '{node}', '--output=yaml'],
  "Tells when the node's kubelet last reported to the cluster.",
);

/** The configuration that the kubelet runs with, defaults filled in: thresholds come from here. */
export const kubeletConfigz = kubectl(
  'kubernetes/kubelet-configz',
  ['get', '--raw', '/api/v1/nodes/{node}/proxy/configz'],
  'Shows the limits that the kubelet of this node really runs with.',
);
