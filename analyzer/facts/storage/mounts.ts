import { mounts as mountsSpec } from '../../../bundle/specs/disk.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

export interface Mount {
  readonly device: string;
  readonly path: string;
  readonly type: string;
  readonly readOnly: boolean;
  readonly at: Evidence;
}

/** /proc/self/mounts, in the order of mounting: `/dev/vda1 / ext4 rw,relatime,errors=remount-ro 0 0`. */
export const mounts = defineFact<readonly Mount[]>({
  name: 'what is mounted',
  from: mountsSpec,
  parse: source => {
    const found = source.lines.flatMap(at => {
      const [device, path, type, options] = at.text.split(' ');
      if (!device || !path?.startsWith('/') || !type || !options) return [];
      return [{ device, path, type, readOnly: options.split(',').includes('ro'), at }];
    });
    if (found.length === 0) throw new ParseError('not /proc/self/mounts', source.lines[0]);
    return found;
  },
});
