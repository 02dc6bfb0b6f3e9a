import { type Amount, type NodeResources, shareOf } from '../facts/cluster/node-resources.js';
import type { Measure } from '../report/report.js';
import { type Measured, placeOf } from './measure.js';

/** What pods ask for (requests), of what the scheduler may give away (allocatable), and how many pods there are. */
export function measureResources(resources: NodeResources | undefined): Measured[] {
  if (!resources) return [];
  const { allocatable, requests, pods } = resources;
  const places = allocatable.get('pods');
  return [
    ...[...requests.keys()].flatMap(name => {
      const share = shareOf(resources, name);
      return share ? [given(name, share.requested, share.whole)] : [];
    }),
    ...(pods && places && places.value > 0 && !requests.has('pods') ? [given('pods', pods, places)] : []),
  ];
}

function given(name: string, requested: Amount, whole: Amount): Measured {
  const unit = unitOf(name);
  const scale = unit === 'millicores' ? 1000 : 1;
  const total = Math.round(whole.value * scale);
  return {
    kind: 'allocatable',
    unit,
    name,
    used: Math.round(requested.value * scale),
    total,
    limits: [{ at: total, name: 'allocatable', from: placeOf(whole.at) }],
    at: requested.at,
  };
}

function unitOf(name: string): Measure['unit'] {
  if (name === 'cpu') return 'millicores';
  return /^(memory|ephemeral-storage|hugepages-)/.test(name) ? 'bytes' : 'count';
}
