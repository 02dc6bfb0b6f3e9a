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
      if (!device || !path?.startsWith('/') || !type || !/^r[wo](,|$)/.test(options ?? '')) return [];
      const readOnly = options?.split(',').includes('ro') ?? false;
      return [{ device: unescaped(device), path: unescaped(path), type, readOnly, at }];
    });
    if (found.length === 0) throw new ParseError('not /proc/self/mounts', source.lines[0]);
    return found;
  },
});

/** The kernel writes blanks, tabs and backslashes as octal: `/mnt/my\040data`. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
