import type { Evidence } from '../fact.js';
import type { Measure } from '../report/report.js';

/** A measure before it is put into words. */
export interface Measured extends Pick<Measure, 'kind' | 'unit' | 'used' | 'total' | 'limits'> {
  /** What the node calls it: `/var (nodefs)`, `docker.service`; absent where there is one of the kind. */
  readonly name?: string;
  readonly at?: Evidence | undefined;
}

/** `files/proc/loadavg:1`. */
export function placeOf({ file, line }: Evidence): string {
  return `${file}:${line}`;
}
