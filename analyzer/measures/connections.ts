import type { Counted } from '../facts/network/counters.js';
import { type Measured, placeOf } from './measure.js';

/** Connections that the kernel tracks, of those it can. */
export function measureConnections(count: Counted | undefined, max: Counted | undefined): Measured[] {
  if (!count || !max || max.value === 0) return [];
  const limit = { at: max.value, name: 'net.netfilter.nf_conntrack_max', from: placeOf(max.at) };
  return [{ kind: 'conntrack', unit: 'count', used: count.value, total: max.value, limits: [limit], at: count.at }];
}
