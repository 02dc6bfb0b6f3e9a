import { mdstat } from '../../../bundle/specs/disk.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** An array of mirrored or striped disks. */
export interface RaidArray {
  readonly name: string;
  /** `U_`: one letter for each disk, `_` for one that is missing or failed; absent for striped arrays. */
  readonly disks?: string;
  /** `sdb1` of `sdb1[1](F)`. */
  readonly failed: readonly string[];
  /** `recovery = 12.6%`, `resync = 3.1%`: it is being mended. */
  readonly mending?: string;
  readonly at: Evidence;
}

/**
 * /proc/mdstat; without arrays on a node that never had one:
 *
 * ```
 * Personalities : [raid1]
 * md0 : active raid1 sda1[0] sdb1[1](F)
 *       1046528 blocks super 1.2 [2/1] [U_]
 *       [==>..................]  recovery = 12.6% (131072/1046528) finish=0.5min speed=26214K/sec
 * unused devices: <none>
 * ```
 */
export const raidArrays = defineFact<readonly RaidArray[]>({
  name: 'the arrays of disks',
  from: mdstat,
  // The kernel has the file once its module for arrays is loaded.
  whenMissing: { value: [] },
  parse: source => {
    if (!/^(?:Personalities|unused devices)/m.test(source.text))
      throw new ParseError('not /proc/mdstat', source.lines[0]);
    const found: { -readonly [K in keyof RaidArray]: RaidArray[K] }[] = [];
    for (const at of source.lines) {
      const [, name, members = ''] = /^(md\S+) : \S+ (.*)$/.exec(at.text) ?? [];
      const failed = [...members.matchAll(/(\S{1,40})\[\d+\]\(F\)/g)].flatMap(([, disk]) => disk ?? []);
      if (name !== undefined) found.push({ name, failed, at });
      const current = found.at(-1);
      if (!current) continue;
      const disks = /\[([U_]+)\]\s*$/.exec(at.text)?.[1];
      if (disks !== undefined) Object.assign(current, { disks, at });
      const mending = /((?:recovery|resync|reshape) = +[0-9.]+%)/.exec(at.text)?.[1];
      if (mending !== undefined) current.mending = mending.replace(/ +/g, ' ');
    }
    return found;
  },
});
