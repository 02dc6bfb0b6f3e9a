import type { Cut } from '../layout.js';
import { part } from './lines.js';

/** `● docker.service  loaded failed failed Docker Application Container Engine` of `systemctl list-units`. */
const ROW =
  /^\W{0,4}([\w@.\\:-]+\.service)\s+(\S+)\s+(active|inactive|failed|activating|deactivating|reloading)\s+(\S+)\s/;

/**
 * The services of `systemctl list-units`, as `systemctl show` tells of them: no times, no counts. What the list leaves
 * out, as what is not loaded, is left out here too.
 */
export const listedUnits: Cut = source => {
  const lines = source.lines.flatMap(at => {
    const [, id, load, active, sub] = ROW.exec(at.text) ?? [];
    if (id === undefined) return [];
    const properties = [`Id=${id}`, `LoadState=${load}`, `ActiveState=${active}`, `SubState=${sub}`, ''];
    return properties.map(text => ({ ...at, text }));
  });
  return part(source, lines);
};
