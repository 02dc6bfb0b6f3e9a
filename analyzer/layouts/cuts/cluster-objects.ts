import { at, listAt, textAt } from '../../documents/json.js';
import type { Source } from '../../fact.js';
import type { Cut, NodeNames } from '../layout.js';
import { isNamed } from './described-node.js';
import { part } from './lines.js';
import { type ListedObject, objectsOf } from './objects.js';

/** The Node object of this node, from a list of nodes or from a file that is of one. */
export const nodeOfList: Cut = (source, node) => {
  const objects = objectsOf(source).filter(({ value }) => listAt(value, 'status', 'conditions').length > 0);
  const own = objects.find(({ value }) => isThis(value, node)) ?? (objects.length === 1 ? objects[0] : undefined);
  return own?.own();
};

function isThis(value: unknown, { names }: NodeNames): boolean {
  const called = [textAt(value, 'metadata', 'name'), textAt(value, 'metadata', 'labels', 'kubernetes.io/hostname')];
  return called.some(name => name !== undefined && isNamed(name, names));
}

/** Events about this node, in the form of our own: one a line, with tabs. */
export const nodeEventLines: Cut = (source, { names }) =>
  lines(source, ({ value }) => {
    const about = at(value, 'involvedObject') ?? at(value, 'regarding');
    const ours = textAt(about, 'kind') === 'Node' && isNamed(textAt(about, 'name') ?? '', names);
    return ours ? eventLine(value) : undefined;
  });

/** All warnings, in the same form. */
export const warningLines: Cut = source =>
  lines(source, ({ value }) => (textAt(value, 'type') === 'Warning' ? eventLine(value) : undefined));

function eventLine(event: unknown): string {
  const about = at(event, 'involvedObject') ?? at(event, 'regarding');
  return cells(
    textAt(event, 'lastTimestamp') ?? textAt(event, 'deprecatedLastTimestamp'),
    textAt(event, 'eventTime'),
    textAt(event, 'firstTimestamp') ?? textAt(event, 'deprecatedFirstTimestamp'),
    at(event, 'count') ?? at(event, 'deprecatedCount'),
    at(event, 'series', 'count'),
    textAt(event, 'type'),
    textAt(event, 'reason'),
    textAt(about, 'kind'),
    textAt(about, 'namespace'),
    textAt(about, 'name'),
    textAt(event, 'source', 'component') ?? textAt(event, 'deprecatedSource', 'component'),
    textAt(event, 'reportingComponent') ?? textAt(event, 'reportingController'),
    textAt(event, 'message') ?? textAt(event, 'note'),
  );
}

/** The pods of this node, in the form of our own: a line for the pod, then for the resources and states of its containers. */
export const podLines: Cut = (source, { names }) => {
  const rows = objectsOf(source).flatMap(({ value, at: place }) => {
    if (!isNamed(textAt(value, 'spec', 'nodeName') ?? '', names)) return [];
    return podRows(value).map(text => ({ ...place, text }));
  });
  return part(source, rows);
};

function podRows(pod: unknown): string[] {
  const status = (key: string) => textAt(pod, 'status', key);
  const meta = (key: string) => textAt(pod, 'metadata', key);
  return [
    cells(
      'pod',
      meta('namespace'),
      meta('name'),
      meta('uid'),
      status('phase'),
      status('reason'),
      status('qosClass'),
      status('startTime'),
    ),
    ...listAt(pod, 'spec', 'containers').map(container => {
      const resource = (kind: string, name: string) => at(container, 'resources', kind, name);
      return cells(
        'resources',
        textAt(container, 'name'),
        resource('requests', 'cpu'),
        resource('limits', 'cpu'),
        resource('requests', 'memory'),
        resource('limits', 'memory'),
        resource('requests', 'ephemeral-storage'),
        resource('limits', 'ephemeral-storage'),
      );
    }),
    ...listAt(pod, 'status', 'containerStatuses').map(state =>
      cells(
        'status',
        textAt(state, 'name'),
        at(state, 'restartCount'),
        at(state, 'ready'),
        textAt(state, 'state', 'waiting', 'reason'),
        textAt(state, 'state', 'running', 'startedAt'),
        textAt(state, 'lastState', 'terminated', 'reason'),
        at(state, 'lastState', 'terminated', 'exitCode'),
        textAt(state, 'lastState', 'terminated', 'finishedAt'),
      ),
    ),
  ];
}

/** The lease of this node, as YAML. */
export const leaseOfList: Cut = (source, { names }) => {
  const own = objectsOf(source).find(({ value }) => isNamed(textAt(value, 'metadata', 'name') ?? '', names));
  const renewed = textAt(own?.value, 'spec', 'renewTime');
  if (!own || renewed === undefined) return undefined;
  const line = own.own().lines.find(({ text }) => text.includes('renewTime')) ?? own.at;
  return part(source, [
    { ...own.at, text: 'kind: Lease' },
    { ...own.at, text: 'spec:' },
    { ...line, text: `  renewTime: ${JSON.stringify(renewed)}` },
  ]);
};

function lines(source: Source, say: (object: ListedObject) => string | undefined): Source | undefined {
  const rows = objectsOf(source).flatMap(object => {
    const text = say(object);
    return text === undefined ? [] : [{ ...object.at, text }];
  });
  return part(source, rows);
}

/** A value that has none is empty, as kubectl prints it. */
function cells(...values: readonly unknown[]): string {
  return values.map(value => String(value ?? '').replace(/\s+/g, ' ')).join('\t');
}
