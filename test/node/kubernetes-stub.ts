import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type KubernetesObject, loadRecorded, matchesSelector } from './kubernetes-objects.js';
import { tableOf } from './kubernetes-table.js';

// An API server that knows the recorded objects of one folder and answers what a real kubectl asks, so that
// what kubectl prints is genuine. Arguments: FOLDER PORT. Prints a line when it listens, and ends with
// its standard input, so that it never outlives the tests.

interface Resource {
  readonly group: string;
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortName: string;
}

const RESOURCES: readonly Resource[] = [
  { group: 'v1', name: 'nodes', kind: 'Node', namespaced: false, shortName: 'no' },
  { group: 'v1', name: 'pods', kind: 'Pod', namespaced: true, shortName: 'po' },
  { group: 'v1', name: 'events', kind: 'Event', namespaced: true, shortName: 'ev' },
  { group: 'coordination.k8s.io/v1', name: 'leases', kind: 'Lease', namespaced: true, shortName: '' },
];
/** Kinds that every cluster has and this one has nothing of. */
const EMPTY: ReadonlyMap<string, string> = new Map([
  ['namespaces', 'Namespace'],
  ['services', 'Service'],
  ['replicationcontrollers', 'ReplicationController'],
  ['daemonsets', 'DaemonSet'],
  ['deployments', 'Deployment'],
  ['replicasets', 'ReplicaSet'],
]);
const FILES = [...RESOURCES.map(resource => resource.name), 'configz'];
/** `/api/v1/nodes/kn1`, `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/kn1` */
const OBJECT_PATH =
  /^\/(?:api|apis)\/(?<group>v1|[^/]+\/v1)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<resource>[a-z]+)(?:\/(?<name>[^/]+))?$/;

const [folder = '', port = ''] = process.argv.slice(2);
const recorded = loadRecorded(folder, FILES, Date.now());

process.stdin.on('end', () => process.exit(0)).resume();
createServer(respond).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));

function respond(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const answer = discovery(url.pathname) ?? objects(url, request.headers.accept ?? '');
  const body = JSON.stringify(answer ?? failure(404, 'NotFound', 'the server could not find the requested resource'));
  const status = answer === undefined ? 404 : 200;
  response.writeHead(statusOf(answer) ?? status, { 'Content-Type': 'application/json' }).end(body);
}

/** What kubectl asks first: which versions and kinds there are. */
function discovery(path: string): object | undefined {
  const groups = [...new Set(RESOURCES.map(resource => resource.group))];
  if (path === '/version') return VERSION;
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.filter(hasName).map(describe) };
  const group = groups.find(known => path === `/api/${known}` || path === `/apis/${known}`);
  if (group === undefined) return undefined;
  const resources = RESOURCES.filter(resource => resource.group === group).map(
    ({ name, kind, namespaced, shortName }) => ({
      name,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['get', 'list', 'watch'],
      shortNames: shortName ? [shortName] : [],
    }),
  );
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: group, resources };
}

function objects(url: URL, accept: string): object | undefined {
  if (/^\/api\/v1\/nodes\/[^/]+\/proxy\/configz$/.test(url.pathname)) return recorded.get('configz') as object;
  const { group, namespace, resource: plural, name } = OBJECT_PATH.exec(url.pathname)?.groups ?? {};
  const resource = RESOURCES.find(known => known.name === plural && known.group === group);
  if (!resource) return emptyList(group, plural, name);
  const { items } = recorded.get(resource.name) as { readonly items: readonly KubernetesObject[] };
  const found = items
    .filter(object => namespace === undefined || object.metadata.namespace === namespace)
    .filter(object => name === undefined || object.metadata.name === name)
    .filter(object => matchesSelector(object, url.searchParams.get('fieldSelector')));
  if (name !== undefined && found.length === 0) return failure(404, 'NotFound', `${plural} "${name}" not found`);
  const table = accept.includes('as=Table') ? tableOf(resource.kind, found) : undefined;
  if (table) return table;
  const typed = { kind: resource.kind, apiVersion: resource.group };
  if (name !== undefined) return { ...typed, ...found[0] };
  return { kind: `${resource.kind}List`, apiVersion: resource.group, metadata: { resourceVersion: '1' }, items: found };
}

function emptyList(group: string | undefined, plural = '', name?: string): object | undefined {
  const kind = EMPTY.get(plural);
  if (kind === undefined || name !== undefined) return undefined;
  return { kind: `${kind}List`, apiVersion: group, metadata: { resourceVersion: '1' }, items: [] };
}

function failure(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

function statusOf(answer: object | undefined): number | undefined {
  return answer && 'code' in answer && typeof answer.code === 'number' ? answer.code : undefined;
}

function hasName(group: string): boolean {
  return group.includes('/');
}

function describe(groupVersion: string): object {
  const [name, version] = groupVersion.split('/');
  return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
}

const VERSION = {
  major: '1',
  minor: '20',
  gitVersion: 'v1.20.2',
  gitCommit: 'faecb196815e248d3ecfb03c680a4507229c2a56',
  gitTreeState: 'clean',
  buildDate: '2021-01-13T13:20:00Z',
  goVersion: 'go1.15.5',
  compiler: 'gc',
  platform: 'linux/amd64',
};
