import { warningEvents as warningEventsSpec } from '../../../bundle/specs/kubernetes.js';
import { type Collection, defineFact, type Evidence, ParseError, type Source } from '../../fact.js';
import { eventsOfTable } from './event-table.js';

/** A warning about a pod, or whatever else. */
export interface WarningEvent {
  readonly reason: string;
  readonly message: string;
  /** `Pod`, and `default/web-0`. */
  readonly kind: string;
  readonly object: string;
  readonly count: number;
  /** Milliseconds since 1970 UTC; absent when the event has none. */
  readonly first?: number;
  readonly last?: number;
  readonly at: Evidence;
}

/** Warnings of the whole cluster within the last hour, one a line with tabs between; none at all is a good sign. */
export const warningEvents = defineFact<readonly WarningEvent[]>({
  name: 'the warnings of the cluster',
  from: warningEventsSpec,
  whenEmpty: { value: [] },
  parse: (source, collection) => {
    const table = fromTable(source, collection);
    if (table) return table;
    const lines = source.lines.filter(({ text }) => text.trim() !== '');
    const events = lines.flatMap(at => {
      const [last, eventTime, first, count, series, , reason, kind, namespace, name, , , message] = at.text.split('\t');
      if (!reason || !kind || message === undefined) return [];
      return [
        {
          reason,
          message: message.trim(),
          kind,
          object: namespace ? `${namespace}/${name}` : (name ?? ''),
          count: Number(series || count) || 1,
          ...present('first', first || eventTime),
          ...present('last', last || eventTime),
          at,
        },
      ];
    });
    if (lines.length > 0 && events.length === 0) throw new ParseError('holds no events', lines[0]);
    return events;
  },
});

/** What is printed by `kubectl get events`: its warnings. */
function fromTable(source: Source, collection: Collection): WarningEvent[] | undefined {
  return eventsOfTable(source, collection)?.flatMap(found => {
    const { reason, message, kind, namespace, name, count, first, last, at } = found;
    if (found.type !== 'Warning') return [];
    const object = namespace === '' ? name : `${namespace}/${name}`;
    const times = { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
    return [{ reason, message, kind: kind.charAt(0).toUpperCase() + kind.slice(1), object, count, ...times, at }];
  });
}

function present<K extends string>(key: K, text: string | undefined): { readonly [P in K]?: number } {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? {} : ({ [key]: time } as { [P in K]: number });
}
