import { describeNode, nodeEvents as nodeEventsSpec } from '../../../bundle/specs/kubernetes.js';
import { type Collection, defineFact, type Evidence, ParseError, type Source } from '../../fact.js';
import { parseDuration } from '../duration.js';
import { describeBlocks } from './describe-blocks.js';
import { eventsOfTable } from './event-table.js';

export interface NodeEvent {
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** Who reported it: `kubelet`, `node-controller`, `node-problem-detector`. */
  readonly reporter: string;
  /** Milliseconds since 1970 UTC; absent when the event has no times, as `<unknown>` in describe. */
  readonly first?: number;
  readonly last?: number;
  readonly at: Evidence;
}

/**
 * What Kubernetes reported about the node in the last hour: events live no longer, so that an empty list
 * proves nothing. From the events themselves, otherwise from the end of `describe node`, whose ages are
 * turned into times. Unknown when neither was collected.
 */
export const nodeEvents = defineFact<readonly NodeEvent[]>({
  name: 'the events of the node',
  from: [nodeEventsSpec, describeNode],
  parse: (source, collection) =>
    fromTable(source, collection) ??
    (source.text.includes('\t') && !/^Name:/m.test(source.text) ? fromLines(source) : fromDescribe(source, collection)),
});

/** What is printed by `kubectl get events`, those of this node: of all nodes where the bundle does not tell its name. */
function fromTable(source: Source, collection: Collection): NodeEvent[] | undefined {
  const { header } = collection;
  const own = [header?.node.name, header?.node.hostname];
  return eventsOfTable(source, collection)?.flatMap(found => {
    const { reason, message, reporter, count, first, last, at } = found;
    if (found.kind !== 'node' || (header && !own.includes(found.name))) return [];
    return [event({ reason, message, reporter, count, first, last, at })];
  });
}

/**
 * Tab-separated, see EVENT_LINE of the spec:
 * `2026-11-23T19:58:40Z <tab> <tab> 2026-11-23T19:47:16Z <tab> 136 <tab> <tab> Warning <tab> EvictionThresholdMet …`
 */
function fromLines(source: Source): NodeEvent[] {
  const events = source.lines.flatMap(at => {
    const [last, eventTime, first, count, series, , reason, , , , source, controller, message] = at.text.split('\t');
    if (reason === undefined || message === undefined) return [];
    return [
      event({
        reason,
        message,
        count: Number(series || count || 1),
        reporter: source || controller || '',
        first: time(first || eventTime),
        last: time(last || eventTime),
        at,
      }),
    ];
  });
  if (events.length === 0) throw new ParseError('holds no events', source.lines[0]);
  return events;
}

/** `Warning  EvictionThresholdMet  4m23s (x136 over 13m)  kubelet  Attempting to reclaim inodes`: two spaces or more between cells. */
function fromDescribe(source: Source, collection: Collection): NodeEvent[] {
  const block = describeBlocks(source, collection).get('Events');
  if (!block) throw new ParseError('has no Events', source.lines[0]);
  if (block.rows.some(({ text }) => /^\s*FirstSeen\s+LastSeen\s/.test(text))) return timesFirst(block.rows, collection);
  return block.rows.flatMap(at => {
    const [type, reason, ages, reporter, ...message] = at.text.trim().split(/\s{2,}/);
    if (!/^(Normal|Warning)$/.test(type ?? '') || !reason || message.length === 0) return [];
    const [, age, count, over] = /^(\S+)(?: \(x(\d+) over (\S+)\))?$/.exec(ages ?? '') ?? [];
    const before = (text: string | undefined) => momentBefore(text, collection);
    return [
      event({
        reason,
        message: message.join(' '),
        count: Number(count ?? 1),
        reporter: reporter?.split(',')[0] ?? '',
        first: before(over ?? age),
        last: before(age),
        at,
      }),
    ];
  });
}

/** kubectl up to 1.6: `2h  17m  3  {kubelet kn1}    Warning  ImageGCFailed  unable to find …`, the path of a container mostly empty. */
const TIMES_FIRST =
  /^\s*(\S+)\s+(\S+)\s+(\d+)\s+\{([\w.-]+)(?:[^\w.}-][^}]{0,260})?\}\s+(?:\S+\s+)?(?:Normal|Warning)\s+(\S+)\s+(\S.*)/;

function timesFirst(rows: readonly Evidence[], collection: Collection): NodeEvent[] {
  return rows.flatMap(at => {
    const [, first, last, count, reporter, reason, message] = TIMES_FIRST.exec(at.text) ?? [];
    if (!reporter || !reason || !message) return [];
    const times = { first: momentBefore(first, collection), last: momentBefore(last, collection) };
    return [event({ reason, message: message.trim(), count: Number(count), reporter, ...times, at })];
  });
}

function momentBefore(age: string | undefined, { collectedAt }: Collection): number | undefined {
  const seconds = parseDuration(age ?? '');
  return seconds === undefined || collectedAt === undefined ? undefined : collectedAt - seconds * 1000;
}

function event({
  first,
  last,
  count,
  ...rest
}: Omit<NodeEvent, 'first' | 'last'> & {
  readonly first: number | undefined;
  readonly last: number | undefined;
}): NodeEvent {
  const times = { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
  return { ...rest, count: Number.isFinite(count) ? count : 1, ...times };
}

function time(text: string | undefined): number | undefined {
  const parsed = Date.parse(text ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}
