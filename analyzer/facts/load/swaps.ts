import { swaps } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A swap device or file that is switched on. */
export interface Swap {
  readonly device: string;
  readonly sizeKiB: number;
  readonly usedKiB: number;
  readonly at: Evidence;
}

/** /proc/swaps: a heading alone when there is none; `/dev/vda2   partition   2097148   0   -2`. */
export const swapsInUse = defineFact<readonly Swap[]>({
  name: 'the swap of the node',
  from: swaps,
  parse: source => {
    const [heading, ...rows] = source.lines;
    if (!heading || !/^Filename\s+Type\s+Size\s+Used/.test(heading.text))
      throw new ParseError('not /proc/swaps', heading);
    return rows.flatMap(at => {
      const [, device, size, used] = /^(\S+)\s+\w+\s+(\d+)\s+(\d+)\s/.exec(at.text) ?? [];
      return device === undefined ? [] : [{ device, sizeKiB: Number(size), usedKiB: Number(used), at }];
    });
  },
});
