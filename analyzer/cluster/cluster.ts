import type { Tool } from '../bundle.js';
import type { Locale, Severity } from '../check.js';
import type { Format } from '../report/formats.js';
import type { Report, ReportedNode, SectionStatus } from '../report/report.js';
import type { SectionId } from '../sections.js';

/** Grows when a program that reads it could misread it; additions do not change it. */
export const CLUSTER_VERSION = 1;

/** Forms of a report in which nodes can be told side by side; of the others programs join several. */
export const CLUSTER_FORMATS = ['html', 'md', 'json'] as const satisfies readonly Format[];
export type ClusterFormat = (typeof CLUSTER_FORMATS)[number];

export function isClusterFormat(format: Format): format is ClusterFormat {
  return CLUSTER_FORMATS.some(known => known === format);
}

/** The nodes that one bundle tells of, side by side: what is written beside the report of each of them. */
export interface Cluster {
  readonly clusterVersion: typeof CLUSTER_VERSION;
  readonly generator: Report['generator'];
  readonly locale: Locale;
  readonly bundle: string;
  /** What made the bundle, when that was not our collector. */
  readonly tool?: Tool;
  /** The worst first. */
  readonly nodes: readonly ClusterNode[];
  /** Findings that several nodes have: most nodes first, then most severe. */
  readonly shared: readonly ClusterFinding[];
  /** Those of one node each, most severe first. */
  readonly single: readonly ClusterFinding[];
}

/** One cluster in several languages, the one that was asked for first. */
export type Clusters = readonly [Cluster, ...Cluster[]];

export interface ClusterNode extends Pick<ReportedNode, 'kind' | 'os' | 'kubeletVersion' | 'runtime'> {
  /** Of the Node object or of the host; its number in the bundle, from 1, where nothing tells. */
  readonly name: string;
  /** Name of the file of its report, beside this one and in the same form. */
  readonly report?: string;
  readonly status: SectionStatus;
  /** The report in a sentence. */
  readonly verdict: string;
  /** What to look at first, when there is something. */
  readonly cause?: string;
  readonly summary: Report['summary'];
}

export interface ClusterFinding {
  readonly check: string;
  readonly section: SectionId;
  /** The worst that it is on any node. */
  readonly severity: Severity;
  /** What is wrong, in words that are the same on every node. */
  readonly statement: string;
  /** By name, with what was found on each: of several such findings on one node the first. */
  readonly nodes: readonly { readonly name: string; readonly title: string }[];
}
