import { type Evidence, ParseError, type Source } from '../../fact.js';

/** One row of df, of space or of inodes. */
export interface DfRow {
  readonly device: string;
  /** `ext4`; absent when df was run without -T. */
  readonly type?: string;
  readonly mount: string;
  /** KiB for space, number for inodes. */
  readonly size: number;
  readonly used: number;
  readonly available: number;
  /** As df prints it: for space without what is reserved for root, so that it may reach 100 before size does. */
  readonly usedPercent: number;
  readonly at: Evidence;
}

/**
 * Reads df by the shape of its rows, because headers are translated and cut:
 *
 * ```
 * 文件系统       类型      1024的块     已用      可用 容量 挂载点
 * /dev/vda1      ext4     264212084 84547868 168455216  34% /
 * /dev/mapper/VolGroup-lv_root
 *                          51475068 38012345  10841236  78% /var
 * ```
 *
 * A row ends in `NN%` and a path; a device name that stands alone belongs to the next line. Rows of
 * filesystems that count nothing (`0 0 0 -`) are left out. Throws ParseError when nothing looks like df.
 */
export function parseDf(source: Source): DfRow[] {
  const rows: DfRow[] = [];
  let alone = '';
  let shaped = 0;
  for (const at of source.lines) {
    const tail = /\s(\d+%|-)\s+(\/.*)/.exec(at.text.trimEnd());
    const cells = at.text.slice(0, tail?.index).trim().split(/\s+/);
    const numbers = cells.slice(-3).map(parseSize);
    if (!tail || numbers.length < 3 || numbers.some(Number.isNaN)) {
      alone = at.text.trim();
      continue;
    }
    shaped += 1;
    const before = cells.slice(0, -3);
    const [device, type] = deviceAndType(before, alone);
    alone = '';
    const [size = 0, used = 0, available = 0] = numbers;
    const usedPercent = Number.parseInt(tail[1] ?? '', 10);
    if (device === undefined || device === '' || size === 0 || Number.isNaN(usedPercent)) continue;
    const typed = type === undefined ? {} : { type };
    rows.push({ device, ...typed, mount: tail[2] ?? '', size, used, available, usedPercent, at });
  }
  if (shaped === 0) throw new ParseError('no rows of df', source.lines[0]);
  return rows;
}

function deviceAndType(before: readonly string[], alone: string): readonly (string | undefined)[] {
  // The line above may also be a header or an error: with a type before the numbers, only one word is a device.
  if (before.length === 0) return [alone];
  if (before.length === 1 && /^\S+$/.test(alone)) return [alone, before[0]];
  if (before.length === 1) return [before[0]];
  // A device name may hold spaces: only the last cell before the numbers can be the type.
  return [before.slice(0, -1).join(' '), before.at(-1)];
}

/** `264212084` as it is; `252G` of `df -h` in KiB; `-` is 0. */
function parseSize(text: string): number {
  if (text === '-') return 0;
  const [, number, unit] = /^(-?\d+(?:[.,]\d+)?)([KMGTPE])?i?$/.exec(text) ?? [];
  if (number === undefined) return Number.NaN;
  const value = Number(number.replace(',', '.'));
  return unit === undefined ? value : Math.round(value * 1024 ** 'KMGTPE'.indexOf(unit));
}
