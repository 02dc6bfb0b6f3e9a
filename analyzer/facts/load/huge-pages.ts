import { meminfo } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Memory that lies ready as huge pages. */
export interface HugePages {
  /** KiB of huge pages that nobody uses, and of all memory. */
  readonly freeKiB: number;
  readonly totalKiB: number;
  readonly at: readonly Evidence[];
}

/** `HugePages_Free:     5000` counts pages and has no unit; `Hugepagesize:       2048 kB` is the size of one. */
export const hugePages = defineFact<HugePages>({
  name: 'the huge pages of the node',
  from: meminfo,
  parse: source => {
    const line = (name: string) => source.lines.find(({ text }) => text.startsWith(`${name}:`));
    const number = (at: Evidence | undefined) => Number(/:\s+(\d+)/.exec(at?.text ?? '')?.[1] ?? 0);
    const total = line('MemTotal');
    const free = line('HugePages_Free');
    const size = line('Hugepagesize');
    if (!total || number(total) === 0) throw new ParseError('has no MemTotal', source.lines[0]);
    return {
      freeKiB: number(free) * number(size),
      totalKiB: number(total),
      at: [total, free, size].filter(at => at !== undefined),
    };
  },
});
