import type { Locale } from '../check.js';
import type { Report } from '../report/report.js';
import type { Change } from './change.js';
import type { ComparedFinding } from './finding-changes.js';

/** Grows when a program that reads a comparison could misread it; additions do not change it. */
export const COMPARISON_VERSION = 1;

/** What two bundles tell apart: all that is written by --compare, in any form. */
export interface Comparison {
  readonly comparisonVersion: typeof COMPARISON_VERSION;
  readonly generator: Report['generator'];
  readonly locale: Locale;
  readonly before: ComparedBundle;
  readonly after: ComparedBundle;
  /**
   * `other-node`: the bundles are of two nodes. `wrong-order`: the first was taken after the second. `rebooted`: the
   * node was started anew between them. `incomplete`: one of them is, so that what is missing may be there.
   */
  readonly remarks: readonly ('other-node' | 'wrong-order' | 'rebooted' | 'incomplete')[];
  readonly findings: readonly ComparedFinding[];
  /** Versions, configuration and limits that differ, at most 1,000. */
  readonly changes: readonly Change[];
  /** How many further changes there are. */
  readonly moreChanges: number;
  /** Files that one bundle has, and of which the other does not tell whether they were there. */
  readonly notCompared: readonly string[];
}

/** One comparison in several languages, the one that was asked for first. */
export type Comparisons = readonly [Comparison, ...Comparison[]];

export type ComparedBundle = Pick<Report, 'bundle' | 'node' | 'summary'>;
