import type { KubeletThresholds } from '../facts/kubelet/kubelet-thresholds.js';
import type { MemoryValue } from '../facts/system/memory.js';
import { evictionLimit } from './kubelet-limit.js';
import type { Measured } from './measure.js';

/** Memory in bytes that the kernel could not give back at once. Kernels before 3.14 do not tell. */
export function measureMemory(
  memory: ReadonlyMap<string, MemoryValue> | undefined,
  thresholds: KubeletThresholds | undefined,
): Measured[] {
  const [total, available] = [memory?.get('MemTotal'), memory?.get('MemAvailable')];
  if (!total || !available || available.kiB > total.kiB) return [];
  const room = {
    total: total.kiB * 1024,
    used: (total.kiB - available.kiB) * 1024,
    available: available.kiB * 1024,
  };
  return [
    {
      kind: 'memory',
      unit: 'bytes',
      used: room.used,
      total: room.total,
      limits: evictionLimit('memory.available', room, thresholds),
      at: available.at,
    },
  ];
}
