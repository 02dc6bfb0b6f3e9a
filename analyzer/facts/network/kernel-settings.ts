import { sysctl } from '../../../bundle/specs/config.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

export interface KernelSetting {
  readonly value: string;
  readonly at: Evidence;
}

/**
 * The settings of `sysctl -a` by their names, `key = value` or `key=value`; complaints about keys that cannot be
 * read are left out. A name that is not there belongs to a module that is not loaded.
 */
export const kernelSettings = defineFact<ReadonlyMap<string, KernelSetting>>({
  name: 'the settings of the kernel',
  from: sysctl,
  parse: source => {
    const found = new Map<string, KernelSetting>();
    for (const at of source.lines) {
      const [, key, value] = /^([\w./-][\w./:@-]+) ?= ?(.*)/.exec(at.text) ?? [];
      if (key?.slice(1, -1).includes('.') && value !== undefined) found.set(key, { value: value.trim(), at });
    }
    // `sysctl -a` shows a thousand; a handful comes from a container or a cut file.
    if (!found.has('net.ipv4.ip_forward')) throw new ParseError('shows no net.ipv4.ip_forward', source.lines[0]);
    return found;
  },
});
