import type { NodeKind, Outcome } from '../../bundle/manifest.js';
import type { Locale, Params, Severity } from '../check.js';
import type { Missing } from '../engine.js';
import type { SectionId } from '../sections.js';

/** Grows when a program that reads report.json could misread it; additions do not change it. */
export const SCHEMA_VERSION = 1;

/**
 * report.json, and all that the templates see. Renderers never get the bundle: what is not in here
 * cannot be shown, and what is shown can be read by a program. Times are ISO 8601 in UTC, by the clock
 * of the node.
 */
export interface Report {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly generator: { readonly name: 'nodetriage'; readonly version: string };
  readonly locale: Locale;
  readonly bundle: string;
  readonly node: ReportedNode;
  readonly summary: Readonly<Record<Severity | 'unknown', number>>;
  /** What other findings follow from, most severe first. */
  readonly causes: readonly ReportedCause[];
  /** All sections of the guide, in its order. */
  readonly sections: readonly ReportedSection[];
  /** Most severe first, within that in the guide's order. */
  readonly findings: readonly ReportedFinding[];
  /** Checks that could not be judged, and why. */
  readonly unknown: readonly ReportedUnknown[];
  readonly coverage: Coverage;
}

/** Who the node is, as far as the bundle tells. */
export interface ReportedNode {
  readonly name?: string;
  readonly hostname?: string;
  readonly kind?: NodeKind;
  readonly kindFrom?: string;
  readonly collectedAt?: string;
  readonly utcOffsetMinutes?: number;
  readonly uptimeSeconds?: number;
  readonly collectedAs?: string;
  readonly collector?: string;
  readonly os?: string;
  readonly kernel?: string;
  readonly kubeletVersion?: string;
  readonly runtime?: string;
  readonly systemd?: string;
}

export interface ReportedCause {
  readonly check: string;
  readonly section: SectionId;
  readonly severity: Severity;
  readonly title: string;
  /** Ids of the checks that fired because of it. */
  readonly explains: readonly string[];
}

/**
 * problem: a critical finding. warning: a finding of severity warning. unknown: nothing of either, and at
 * least one check that could not be judged, or no check at all. ok: everything else.
 */
export type SectionStatus = 'ok' | 'problem' | 'warning' | 'unknown';

export interface ReportedSection {
  readonly id: SectionId;
  readonly title: string;
  readonly status: SectionStatus;
  /** Why it has this status: one line for each check, and what the section lacks. */
  readonly checks: readonly ReportedCheck[];
}

export interface ReportedCheck {
  readonly id: string;
  readonly status: 'fail' | 'pass' | 'unknown' | 'not-applicable' | 'error';
  readonly severity: Severity;
  /** The state of the node as a statement, or why it is not known. */
  readonly title: string;
}

export interface ReportedFinding {
  readonly check: string;
  readonly section: SectionId;
  readonly severity: Severity;
  /** What is wrong, in words that are the same on every node: heads the finding. */
  readonly statement: string;
  /** One sentence, filled with what was found on this one. */
  readonly title: string;
  /** `message` and `params` are the same in every language; `title` is for people. */
  readonly message: string;
  readonly params: Params;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly count?: number;
  readonly why: string;
  readonly fix: readonly string[];
  readonly evidence: readonly ReportedEvidence[];
}

export interface ReportedEvidence {
  readonly file: string;
  readonly line: number;
  /** Cut to 2,000 characters. */
  readonly text: string;
  readonly time?: string;
}

export interface ReportedUnknown {
  readonly check: string;
  readonly section: SectionId;
  readonly title: string;
  /** In words. */
  readonly reason: string;
  readonly missing: readonly Missing[];
}

/** What the bundle covers and what it could not show. */
export interface Coverage {
  /** False when the collector was stopped before its end or the file was cut. */
  readonly complete: boolean;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Everything that was not collected as asked, but for what the node does not have. */
  readonly notCollected: readonly CoverageGap[];
  readonly logs: readonly CoveredLog[];
  readonly problems: readonly { readonly kind: string; readonly entry?: string; readonly detail: string }[];
  /** Entries that the user of the collector added: in the bundle, and read by no check. */
  readonly extra?: readonly string[];
}

export interface CoverageGap {
  readonly spec: string;
  readonly outcome: Outcome;
  readonly reason?: string;
}

export interface CoveredLog {
  readonly file: string;
  readonly lines: number;
  readonly errors: number;
  readonly warnings: number;
  readonly suppressed: number;
  readonly from?: string;
  readonly to?: string;
  readonly cut: boolean;
}
