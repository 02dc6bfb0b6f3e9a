import { lastReboot } from '../../../bundle/specs/node.js';
import { type Collection, defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

/** One boot of the node that wtmp remembers. */
export interface Boot {
  /** Milliseconds since 1970 UTC by the node's clock of that time; absent where `last` prints no year. */
  readonly time?: number;
  /**
   * How it ended: `clean` after a shutdown that was recorded, `unclean` without one, `running` for the
   * newest, which has not ended.
   */
  readonly end: 'clean' | 'unclean' | 'running';
  readonly at: Evidence;
}

interface Row {
  readonly kind: 'boot' | 'shutdown';
  readonly start: number | undefined;
  /** What stands after the start: a time, or a word. */
  readonly end: number | 'running' | 'crash' | 'down' | undefined;
  readonly at: Evidence;
}

/**
 * The boots, newest first, from `last -xFw reboot shutdown`:
 *
 * ```
 * reboot   system boot  6.1.0-18-amd64   Sun Nov 22 03:14:07 2026   still running
 * reboot   system boot  6.1.0-18-amd64   Wed Nov 18 19:59:12 2026   still running
 * shutdown system down  6.1.0-18-amd64   Wed Nov 18 19:58:02 2026 - Wed Nov 18 19:59:12 2026  (00:01)
 * ```
 *
 * Here the boot of 18 November ended without a shutdown: the rows of a crash overlap. util-linux 2.40 and
 * later say `- crash` instead. Unknown when wtmp was never written, as in containers, or was just rotated.
 */
export const boots = defineFact<readonly Boot[]>({
  name: 'the boots of the node',
  from: lastReboot,
  parse: (source, collection) => {
    const rows = readRows(source, collection);
    if (!rows.some(row => row.kind === 'boot')) throw new ParseError('shows no boot', source.lines[0]);
    const showsShutdowns = rows.some(row => row.kind === 'shutdown');
    return rows.flatMap((row, i) => (row.kind === 'boot' ? [boot(row, rows.slice(0, i), showsShutdowns)] : []));
  },
});

/** `newer` holds the rows above, the nearest last. */
function boot({ start, end, at }: Row, newer: readonly Row[], showsShutdowns: boolean): Boot {
  const time = start === undefined ? {} : { time: start };
  const next = newer.findLast(row => row.kind === 'boot');
  if (!next) return { ...time, end: 'running', at };
  if (end === 'crash') return { ...time, end: 'unclean', at };
  // The order of the records, where shutdowns are shown: it holds although a clock was wrong at boot.
  if (showsShutdowns) return { ...time, end: newer.at(-1)?.kind === 'shutdown' ? 'clean' : 'unclean', at };
  const overlaps = end === 'running' || (typeof end === 'number' && next.start !== undefined && end > next.start);
  return { ...time, end: overlaps ? 'unclean' : 'clean', at };
}

/** `Sun Nov 22 03:14:07 2026`, without -F `Sun Nov 22 03:14`, with `--time-format iso` `2026-11-22T03:14:07+00:00`. */
const STAMP = String.raw`(?:\w{3} \w{3} [ \d]\d \d\d:\d\d(?::\d\d \d{4})?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d)`;
const ROW = new RegExp(
  String.raw`^(reboot|shutdown) +system \w+ .*?(${STAMP})(?: +- +(${STAMP}|crash|down|\d\d:\d\d)| +(?:- )?(still running))?`,
);

function readRows(source: Source, collection: Collection): Row[] {
  return source.lines.flatMap(at => {
    const [, kind, start, ended, running] = ROW.exec(at.text) ?? [];
    if (!kind || !start) return [];
    const end =
      running !== undefined
        ? 'running'
        : ended === 'crash' || ended === 'down'
          ? ended
          : parseLocal(ended ?? '', collection);
    return [{ kind: kind === 'reboot' ? 'boot' : 'shutdown', start: parseLocal(start, collection), end, at }] as const;
  });
}

/** Local time of the node, which `last` prints without a zone unless asked for ISO; undefined without a year. */
function parseLocal(text: string, { header }: Collection): number | undefined {
  if (/^\d{4}-/.test(text)) return Date.parse(text);
  if (!/ \d{4}$/.test(text)) return undefined;
  const time = Date.parse(`${text} UTC`);
  return Number.isNaN(time) ? undefined : time - (header?.utcOffsetMinutes ?? 0) * 60_000;
}
