import type { Collection, Evidence, Source } from '../../fact.js';
import { parseDuration } from '../duration.js';

/** An event as people have it printed. */
export interface TableEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** `node`, `pod`, in lower case. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly reporter: string;
  readonly count: number;
  /** Milliseconds since 1970 UTC; absent when kubectl does not know the age. */
  readonly first?: number;
  readonly last?: number;
  readonly at: Evidence;
}

const COLUMN = /LAST SEEN|FIRST SEEN|[A-Z]+/g;

/**
 * `kubectl get events`, also with -A and -o wide; undefined for anything else. Cells may be empty, so that they are
 * told by where their headings begin. Since 1.14, and before:
 *
 * ```
 * LAST SEEN   TYPE      REASON               OBJECT     MESSAGE
 * 4m23s       Warning   EvictionThresholdMet node/kn1   Attempting to reclaim inodes
 * LAST SEEN   FIRST SEEN   COUNT   NAME                   KIND   SUBOBJECT   TYPE      REASON         SOURCE         MESSAGE
 * 17m         2h           3       kn1.1533e4483dfd4eab   Node               Warning   ImageGCFailed  kubelet, kn1   …
 * ```
 */
export function eventsOfTable({ lines }: Source, collection: Collection): TableEvent[] | undefined {
  const heading = lines.findIndex(({ text }) => /^\s*(?:NAMESPACE\s+)?LAST SEEN\s+(?:TYPE|FIRST SEEN)\s/.test(text));
  const columns = [...(lines[heading]?.text.matchAll(COLUMN) ?? [])].map(({ 0: name, index }) => ({ name, index }));
  if (columns.length === 0) return undefined;
  return lines.slice(heading + 1).flatMap(at => {
    const cell = (name: string) => {
      const i = columns.findIndex(column => column.name === name);
      const [own, next] = [columns[i], columns[i + 1]];
      return own ? at.text.slice(own.index, next?.index).trim() : '';
    };
    const [type, reason, message] = [cell('TYPE'), cell('REASON'), cell('MESSAGE')];
    if (!/^(Normal|Warning)$/.test(type) || reason === '') return [];
    const [, age = '', times, over] = /^(\S+)(?: \(x(\d+) over (\S+)\))?$/.exec(cell('LAST SEEN')) ?? [];
    const moment = (text: string) => {
      const seconds = parseDuration(text);
      return seconds === undefined || collection.collectedAt === undefined
        ? undefined
        : collection.collectedAt - seconds * 1000;
    };
    const last = moment(age);
    const first = moment(over ?? (cell('FIRST SEEN') || age));
    return [
      {
        ...objectOf(cell('OBJECT'), cell('KIND'), cell('NAME')),
        type,
        reason,
        message,
        namespace: cell('NAMESPACE'),
        reporter: cell('SOURCE').split(',')[0] ?? '',
        count: Number(times ?? cell('COUNT')) || 1,
        ...(first !== undefined && { first }),
        ...(last !== undefined && { last }),
        at,
      },
    ];
  });
}

/** `node/kn1`; up to 1.13 the kind, and the name of the event, which begins with that of the object. */
function objectOf(object: string, kind: string, event: string): { readonly kind: string; readonly name: string } {
  const [of = '', name] = object.split('/');
  if (name !== undefined) return { kind: of.toLowerCase(), name };
  return { kind: kind.toLowerCase(), name: event.replace(/\.[0-9a-f]{8,20}$/, '') };
}
