import { entryPath } from '../../../bundle/entry-path.js';
import type { Outcome } from '../../../bundle/manifest.js';
import type { Spec } from '../../../bundle/spec.js';
import { kernelJournal, previousBoot, systemJournal } from '../../../bundle/specs/logs.js';
import { unitJournal } from '../../../bundle/specs/units.js';
import { type LogSource, type LogSummary, type Records, recordsOf } from '../../fact.js';

/** How far back what a thing logged is in the bundle. */
export interface Reach {
  readonly spec: Spec;
  /** From here on all that was logged is in the bundle, milliseconds since 1970 UTC; absent when there is no such log. */
  readonly from?: number;
  /** Why there is none, or why it is not whole. */
  readonly outcome?: Outcome;
}

const JOURNALS: readonly Spec[] = [...Object.values(unitJournal), systemJournal, kernelJournal];

/**
 * Tells of the logs of a source how far back they reach. A service that says little begins late in its log and
 * misses nothing: the journal keeps the lines of all services equally long, so that its oldest line counts,
 * unless the log itself was cut to size.
 */
export const logReach = recordsOf<(source: LogSource) => Reach>({
  name: 'how far the logs reach back',
  of: [...JOURNALS, previousBoot],
  read: records => {
    const begin = journalBegin(records);
    return source => {
      const reaches = source.logs.map(spec =>
        records.isForeign ? foreignReachOf(spec, records) : reachOf(spec, records, begin),
      );
      const known = reaches.filter(({ from }) => from !== undefined);
      const there = known.length > 0 ? known : reaches.filter(({ outcome }) => outcome !== 'missing');
      const [best] = there.sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
      return best ?? reaches[0] ?? { spec: systemJournal };
    };
  },
});

function reachOf(spec: Spec, records: Records, begin: number | undefined): Reach {
  const outcome = records.outcome(spec)?.outcome;
  const log = records.logs.find(({ file }) => file === entryPath(spec));
  const told = { spec, ...(outcome && { outcome }) };
  if (!log || (outcome !== 'ok' && outcome !== 'truncated')) return told;
  const from = JOURNALS.includes(spec) && !isCut(spec, log, records) ? begin : log.from;
  return from === undefined ? told : { ...told, from };
}

/**
 * Other tools record nothing of a log: from its first line on it is there, or from the first of the file, where that
 * holds the lines of others, too.
 */
function foreignReachOf(spec: Spec, { logs, logsOf }: Records): Reach {
  const files = new Set(logsOf(spec).flatMap(({ file, lines }) => (lines > 0 ? [file] : [])));
  const begins = logs.flatMap(({ file, from }) => (files.has(file) && from !== undefined ? [from] : []));
  return begins.length > 0 ? { spec, from: Math.min(...begins) } : { spec };
}

/** The oldest line of the journal, of whatever service. What was asked for from some time on begins there. */
function journalBegin({ logs, header }: Records): number | undefined {
  const counted = [...JOURNALS, ...(header?.limits?.since === undefined ? [previousBoot] : [])].map(spec =>
    entryPath(spec),
  );
  const begins = logs.flatMap(log => (counted.includes(log.file) && log.lines > 0 ? (log.from ?? []) : []));
  return begins.length > 0 ? Math.min(...begins) : undefined;
}

/** Cut to the size of an entry, or to the number of lines that journalctl was asked for. */
function isCut(spec: Spec, log: LogSummary, records: Records): boolean {
  const outcome = records.outcome(spec);
  const argv: readonly string[] = spec.kind === 'command' ? spec.argv : [];
  const asked = Number(argv[argv.indexOf('-n') + 1]);
  return (
    outcome?.outcome === 'truncated' ||
    outcome?.entries.some(({ cut }) => cut === 'start') === true ||
    log.lines >= asked
  );
}
