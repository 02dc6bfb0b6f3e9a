import type { BundleHeader } from '../header.js';

/** What is needed to date lines that do not say their year, zone or boot. Empty for a bundle without header. */
export interface Clock {
  /** When the bundle was taken, milliseconds since 1970 UTC by the node's clock. */
  readonly collectedAt?: number;
  readonly utcOffsetMinutes?: number;
  /** When the kernel started, milliseconds since 1970 UTC. */
  readonly bootedAt?: number;
}

export function clockOf(header: BundleHeader | undefined): Clock {
  if (!header) return {};
  const collectedAt = Date.parse(header.startedAt ?? '');
  if (Number.isNaN(collectedAt)) return {};
  const { utcOffsetMinutes, uptimeSeconds } = header;
  return {
    collectedAt,
    ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
    ...(uptimeSeconds !== undefined && { bootedAt: collectedAt - uptimeSeconds * 1000 }),
  };
}
