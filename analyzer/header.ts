import type { ManifestHeader } from '../bundle/manifest.js';

/**
 * Which node a bundle is of, and when and by what it was taken: the header of our own, or what a layout derives
 * from the bundle of another tool. What neither tells is absent.
 */
export interface BundleHeader {
  readonly node: Partial<ManifestHeader['node']>;
  readonly collector: { readonly name: string; readonly version?: string };
  /** ISO 8601 in UTC with milliseconds, by the node's clock. */
  readonly startedAt?: string;
  /** Minutes east of UTC of the node's local time. */
  readonly utcOffsetMinutes?: number;
  readonly uptimeSeconds?: number;
  readonly user?: ManifestHeader['user'];
  readonly limits?: ManifestHeader['limits'];
  readonly obfuscated?: true;
  /** What of it the bundle does not say, and what it was taken from instead. */
  readonly inferred?: readonly Inferred[];
}

/** A part of a header that is an assumption. */
export interface Inferred {
  readonly what: 'time' | 'zone' | 'node';
  /** `files`: from the times of the files; `logs`: from the newest line of a log; `assumed`: nothing tells. */
  readonly from: 'files' | 'logs' | 'assumed';
}
