import type { Cut } from '../layout.js';
import { restated } from './lines.js';

/** `/dev/vda1 on / type ext4 (rw,relatime)` of `mount`, as /proc/self/mounts has it. Spaces in paths stay escaped as there. */
export const mountTable: Cut = source =>
  restated(source, line => {
    const [, device, path, type, options] = /^(\S+) on (\/.*?) type (\S+) \(([^()]*)\)/.exec(line) ?? [];
    if (!device || !path || !type) return undefined;
    return `${device} ${path.replaceAll(' ', '\\040')} ${type} ${options || 'defaults'} 0 0`;
  });
