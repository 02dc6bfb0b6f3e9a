import type { BundleHeader, Inferred } from '../../header.js';
import { dateOutput, type LocalTime, timedatectlOutput, uptimeOutput } from './local-time.js';

/** What a bundle has that tells the time; each with when its file was written, milliseconds since 1970 UTC, 0 when unknown. */
export interface ClockSources {
  readonly date?: WrittenText | undefined;
  readonly timedatectl?: WrittenText | undefined;
  readonly uptime?: WrittenText | undefined;
  /** Told otherwise, by the name of the bundle. */
  readonly collectedAt?: number | undefined;
  readonly utcOffsetMinutes?: number | undefined;
  /** The newest line with a full date, and the newest file: the last resorts. */
  readonly newestLine?: number | undefined;
  readonly newestFile?: number | undefined;
}

export interface WrittenText {
  readonly text: string;
  readonly modifiedAt: number;
}

type NodeClock = Pick<BundleHeader, 'startedAt' | 'utcOffsetMinutes' | 'uptimeSeconds' | 'inferred'>;

const QUARTER_MINUTES = 15;
const DAY_MS = 86_400_000;
/** A file is written at the time that it tells: what is further apart was copied since. */
const WRITING_TAKES_MS = 4 * 60_000;
const MOST_EAST = 14 * 60;
const MOST_WEST = -12 * 60;

/**
 * When the bundle was taken and in which zone: by `date` and timedatectl; the zone, where its abbreviation has
 * several meanings, by when the file was written; the time, where nothing tells it, by the newest log line or file.
 * What was not said is told in `inferred`.
 */
export function nodeClock(sources: ClockSources): NodeClock {
  const inferred: Inferred[] = [];
  const date = sources.date && dateOutput(sources.date.text);
  const status = sources.timedatectl && timedatectlOutput(sources.timedatectl.text);
  const said = date ?? status;

  let offset = status?.utcOffsetMinutes ?? date?.utcOffsetMinutes ?? sources.utcOffsetMinutes;
  if (offset === undefined) {
    offset =
      (date && offsetByFile(date, sources.date)) ??
      (status && offsetByFile(status, sources.timedatectl)) ??
      (said ? undefined : offsetByUptime(sources));
    inferred.push({ what: 'zone', from: offset === undefined ? 'assumed' : 'files' });
  }
  const uptimeSeconds = sources.uptime && uptimeOutput(sources.uptime.text);

  let collectedAt = said ? said.localMs - (offset ?? 0) * 60_000 : sources.collectedAt;
  if (collectedAt === undefined) {
    collectedAt = sources.newestLine ?? sources.newestFile;
    if (collectedAt !== undefined) {
      inferred.push({ what: 'time', from: sources.newestLine === undefined ? 'files' : 'logs' });
    }
  }
  return {
    ...(collectedAt !== undefined && { startedAt: new Date(collectedAt).toISOString() }),
    utcOffsetMinutes: offset ?? 0,
    ...(uptimeSeconds !== undefined && { uptimeSeconds }),
    ...(inferred.length > 0 && { inferred }),
  };
}

/** ` 04:00:01 up 5 days` at a moment that is known in UTC: of two zones a day apart the one nearer to Greenwich. */
function offsetByUptime({ uptime, collectedAt }: ClockSources): number | undefined {
  const [, hours, minutes, seconds] = /^ *(\d\d):(\d\d):(\d\d) +up /m.exec(uptime?.text ?? '') ?? [];
  const writtenAt = collectedAt ?? uptime?.modifiedAt ?? 0;
  if (hours === undefined || writtenAt === 0) return undefined;
  const clock = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const ahead = (clock - (writtenAt % DAY_MS) + 2 * DAY_MS + DAY_MS / 2) % DAY_MS;
  const localMs = writtenAt + ahead - DAY_MS / 2;
  return offsetByFile({ localMs }, { text: '', modifiedAt: writtenAt });
}

/** The node wrote its local time into a file whose own time is in UTC: the difference is the zone. */
function offsetByFile({ localMs }: LocalTime, written: WrittenText | undefined): number | undefined {
  if (!written || written.modifiedAt === 0) return undefined;
  const minutes = (localMs - written.modifiedAt) / 60_000;
  const offset = Math.round(minutes / QUARTER_MINUTES) * QUARTER_MINUTES;
  const isNear = Math.abs(minutes - offset) * 60_000 <= WRITING_TAKES_MS;
  return isNear && offset >= MOST_WEST && offset <= MOST_EAST ? offset : undefined;
}
