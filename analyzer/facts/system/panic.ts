import { deriveFact, type Evidence, logMatches } from '../../fact.js';
import { panicLogs } from '../logs/log-sources.js';

/**
 * The last words of a kernel that panicked (kernel/panic.c), from pstore, kdump, or a journal that caught them:
 *
 * ```
 * Kernel panic - not syncing: Fatal exception in interrupt
 * Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled
 * ```
 */
const said = logMatches({
  in: panicLogs,
  pattern: /Kernel panic - not syncing: (?<reason>.{1,160})/,
  anchor: 'Kernel panic - not syncing',
});

export interface Panic {
  readonly reason: string;
  /** Milliseconds since 1970 UTC; absent for a record that neither its lines nor its path date. */
  readonly time?: number;
  readonly at: Evidence;
}

/** The panics of which the node has kept a record, the newest last. Unknown without a kernel journal and records. */
export const panics = deriveFact({
  name: 'the panics of the kernel',
  needs: { said },
  derive({ said: { samples, last } }, { header }): readonly Panic[] {
    const hits = [...samples, ...(last && !samples.includes(last) ? [last] : [])];
    return hits
      .map(hit => {
        // Seconds since boot in a record are those of the boot that ended, not of this one.
        const { file, line, text } = hit.at;
        const time = RECORD.test(file) ? timeOf(file, header?.utcOffsetMinutes ?? 0) : hit.at.time;
        const dated = time === undefined ? {} : { time };
        return { reason: hit.captures['reason'] ?? '?', ...dated, at: { file, line, text, ...dated } };
      })
      .sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  },
});

/** Entries that kdump and pstore have left; anything else is a journal. */
const RECORD = /(?:^|\/)(?:pstore\/|vmcore-dmesg)/;

/** `/var/crash/127.0.0.1-2026-11-22-03:14:07/…` is in local time; of `/var/lib/systemd/pstore/1795663247/…` the number is a time. */
function timeOf(path: string, utcOffsetMinutes: number): number | undefined {
  const [, date, clock] = /(\d{4}-\d\d-\d\d)-(\d\d:\d\d(?::\d\d)?)\//.exec(path) ?? [];
  if (date !== undefined && clock !== undefined) return Date.parse(`${date}T${clock}Z`) - utcOffsetMinutes * 60_000;
  const seconds = Number(/pstore\/(\d{10})/.exec(path)?.[1]);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
