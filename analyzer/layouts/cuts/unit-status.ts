import type { UnitName } from '../../../bundle/specs/units.js';
import type { Cut } from '../layout.js';
import { part } from './lines.js';

/** `● kubelet.service - kubelet: The Kubernetes Node Agent`, `* kubelet.service`, `x docker.service - …`: begins a unit in `systemctl status --all`. */
const TITLE = /^\S ([\w@.\\:-]+\.[a-z]+)(?: - |\s*$)/;
const OTHER_NAMES = /^Unit ([\w@.-]+) could not be found\.$/;

/** What `systemctl status`, asked for many units at once, says of one. */
export function statusOf(unit: UnitName): Cut {
  return source => {
    const from = source.lines.findIndex(({ text }) => titleOf(text) === `${unit}.service`);
    if (from < 0) return undefined;
    const length = source.lines.slice(from + 1).findIndex(({ text }) => titleOf(text) !== undefined);
    return part(source, source.lines.slice(from, length < 0 ? undefined : from + 1 + length));
  };
}

function titleOf(line: string): string | undefined {
  return (TITLE.exec(line) ?? OTHER_NAMES.exec(line))?.[1];
}
