import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { execa } from 'execa';
import { fixtures } from '../support.js';

const JOURNAL_REMOTE = '/lib/systemd/systemd-journal-remote';
const REALTIME = /^__REALTIME_TIMESTAMP=(\d+)$/gm;
const KLOG_HEADER = /^(MESSAGE=[IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)/gm;

/**
 * Merges a recorded journal of fixtures/journals into the journal of a node that is not running, with its
 * times moved, those in klog's own headers too, so that its last entry is at `end` (milliseconds since
 * 1970 UTC). Returns the number of entries.
 */
export async function mergeJournal(disk: string, recording: string, end: number): Promise<number> {
  const text = (await promisify(gunzip)(await readFile(path.join(fixtures, 'journals', recording)))).toString('latin1');
  const times = [...text.matchAll(REALTIME)].map(([, microseconds]) => Number(microseconds));
  const last = Math.max(...times);
  const shiftMs = Math.floor(end - last / 1000);
  const year = new Date(last / 1000).getUTCFullYear();
  const moved = text
    .replace(REALTIME, (_line, microseconds: string) => `__REALTIME_TIMESTAMP=${Number(microseconds) + shiftMs * 1000}`)
    .replace(KLOG_HEADER, (_line, start: string, month, day, hour, minute, second) => {
      const time =
        Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) + shiftMs;
      const [, date = '', clock = ''] = /^\d+-(.+)T(.+)\./.exec(new Date(time).toISOString()) ?? [];
      return `${start}${date.replace('-', '')} ${clock}`;
    });
  const machine = (await readFile(path.join(disk, 'etc/machine-id'), 'utf8')).trim();
  const folder = path.join(disk, 'var/log/journal', machine);
  await mkdir(folder, { recursive: true });
  const exported = path.join(folder, 'recorded.export');
  await writeFile(exported, moved, 'latin1');
  await execa(JOURNAL_REMOTE, ['-o', path.join(folder, `${path.basename(recording, '.export.gz')}.journal`), exported]);
  await rm(exported);
  return times.length;
}
