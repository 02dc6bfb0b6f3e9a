import type { Cut } from '../layout.js';
import { part } from './lines.js';

/** The value of one key of `sysctl -a`, as the file below /proc/sys would hold it. */
export function settingOf(key: string): Cut {
  return source => {
    for (const at of source.lines) {
      const [, name, value] = /^([\w./-]+) ?= ?(.*)$/.exec(at.text) ?? [];
      if (name === key && value !== undefined) return part(source, [{ ...at, text: value.trim() }]);
    }
    return undefined;
  };
}
