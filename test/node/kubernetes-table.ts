import type { KubernetesObject } from './kubernetes-objects.js';

interface Column<T> {
  readonly name: string;
  /** Only shown with `-o wide`. */
  readonly wide?: true;
  cell(object: T): string;
}

interface Event extends KubernetesObject {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly source: { readonly component?: string; readonly host?: string };
}

interface Node extends KubernetesObject {
  readonly spec: { readonly unschedulable?: boolean };
  readonly status: {
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo: Readonly<Record<string, string>>;
  };
}

const ROLE = 'node-role.kubernetes.io/';

const NODE_COLUMNS: readonly Column<Node>[] = [
  { name: 'Name', cell: node => node.metadata.name },
  { name: 'Status', cell: status },
  { name: 'Roles', cell: roles },
  { name: 'Age', cell: node => age(node.metadata.creationTimestamp) },
  { name: 'Version', cell: node => node.status.nodeInfo['kubeletVersion'] ?? '' },
  { name: 'Internal-IP', wide: true, cell: node => address(node, 'InternalIP') },
  { name: 'External-IP', wide: true, cell: node => address(node, 'ExternalIP') },
  { name: 'OS-Image', wide: true, cell: node => node.status.nodeInfo['osImage'] ?? '<unknown>' },
  { name: 'Kernel-Version', wide: true, cell: node => node.status.nodeInfo['kernelVersion'] ?? '<unknown>' },
  { name: 'Container-Runtime', wide: true, cell: node => node.status.nodeInfo['containerRuntimeVersion'] ?? '' },
];

const EVENT_COLUMNS: readonly Column<Event>[] = [
  { name: 'Last Seen', cell: event => age(event.lastTimestamp) },
  { name: 'Type', cell: event => event.type },
  { name: 'Reason', cell: event => event.reason },
  { name: 'Object', cell: ({ involvedObject: { kind, name } }) => `${kind.toLowerCase()}/${name}` },
  { name: 'Subobject', wide: true, cell: () => '' },
  { name: 'Source', wide: true, cell: ({ source }) => [source.component, source.host].filter(Boolean).join(', ') },
  { name: 'Message', cell: event => event.message.trim() },
  { name: 'First Seen', wide: true, cell: event => age(event.firstTimestamp) },
  { name: 'Count', wide: true, cell: event => String(event.count) },
  { name: 'Name', wide: true, cell: event => event.metadata.name },
];

/**
 * The answer to `kubectl get nodes` and `kubectl get events`: it is the API server that makes the columns, kubectl
 * only prints them. Same columns, order and words as an API server 1.20. Undefined for other kinds.
 */
export function tableOf(kind: string, objects: readonly KubernetesObject[]): object | undefined {
  if (kind === 'Node') return table(NODE_COLUMNS, objects as readonly Node[]);
  return kind === 'Event' ? table(EVENT_COLUMNS, objects as readonly Event[]) : undefined;
}

function table<T extends KubernetesObject>(columns: readonly Column<T>[], objects: readonly T[]): object {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '1' },
    columnDefinitions: columns.map(({ name, wide }) => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: wide ? 1 : 0,
    })),
    rows: objects.map(object => ({
      cells: columns.map(column => column.cell(object)),
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  };
}

function status(node: Node): string {
  const ready = node.status.conditions.find(condition => condition.type === 'Ready')?.status;
  const words = ready === undefined ? 'Unknown' : ready === 'True' ? 'Ready' : 'NotReady';
  return node.spec.unschedulable ? `${words},SchedulingDisabled` : words;
}

function roles(node: Node): string {
  const labels = Object.keys(node.metadata.labels ?? {}).filter(label => label.startsWith(ROLE));
  const names = labels.map(label => label.slice(ROLE.length)).sort();
  return names.join(',') || '<none>';
}

function address(node: Node, type: string): string {
  return node.status.addresses.find(known => known.type === type)?.address ?? '<none>';
}

/** `119s`, `14m`, `30h`, `12d`: coarser the older, as Kubernetes prints durations (the steps that we need). */
function age(since: string | undefined): string {
  if (since === undefined) return '<unknown>';
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 3 * 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86400)}d`;
}
