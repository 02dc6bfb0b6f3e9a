import type { NodeKind, Outcome } from '../../bundle/manifest.js';
import type { TakenFile, Tool } from '../bundle.js';
import type { Locale, Params, Severity } from '../check.js';
import type { Missing } from '../engine.js';
import type { Inferred } from '../header.js';
import type { Novelty } from '../novelty.js';
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
  /** What made the bundle, when that was not our collector. */
  readonly origin?: ReportedOrigin;
  readonly summary: Readonly<Record<Severity | 'unknown', number>>;
  /** What other findings follow from, and what stands on its own: at most three, the one to look at first in front. */
  readonly causes: readonly ReportedCause[];
  /** All that happened on one axis. */
  readonly timeline?: Timeline;
  /** What the node uses of what it has, and where each limit was read. */
  readonly measures?: readonly Measure[];
  /** Groups of error lines that no check explains, the most telling first. */
  readonly unexplained: readonly ErrorTemplate[];
  /** All sections of the guide, in its order. */
  readonly sections: readonly ReportedSection[];
  /** Most severe first, within that in the guide's order. */
  readonly findings: readonly ReportedFinding[];
  /** Checks that could not be judged, and why. */
  readonly unknown: readonly ReportedUnknown[];
  readonly coverage: Coverage;
}

/** The same report in several languages, the one that was asked for first. */
export type Reports = readonly [Report, ...Report[]];

/** A bundle of another tool, or loose files. */
export interface ReportedOrigin {
  readonly tool: Tool;
  /** Of the tool, where the bundle tells it. */
  readonly version?: string;
  /** What of the node is an assumption: when the bundle was taken, or its zone; and what that rests on. */
  readonly inferred?: readonly Inferred[];
  /** Names and addresses are stand-ins. */
  readonly obfuscated?: true;
  /** Of loose files: what each was taken for, and how sure that is. */
  readonly files?: readonly TakenFile[];
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
  /** Names and addresses are stand-ins; what stands for what was left on the node. */
  readonly obfuscated?: true;
}

export interface ReportedCause {
  readonly check: string;
  readonly section: SectionId;
  readonly severity: Severity;
  readonly title: string;
  /** Ids of the checks that fired because of it. */
  readonly explains: readonly string[];
  /** When it began, at the latest: the first time that is known of it or of what followed. */
  readonly since?: string;
  /** When it was last seen, if it is over. What followed may go on. */
  readonly endedAt?: string;
  /** It and what followed, in the order of time, each after what it follows from. Remarks are left out. */
  readonly chain: readonly ChainStep[];
  /** What to do about the cause itself. */
  readonly fix: readonly string[];
  /** In sentences: what speaks for it, then what does not. */
  readonly confidence: { readonly level: 'high' | 'medium' | 'low'; readonly reasons: readonly string[] };
}

/** One step of a chain of cause and effect. */
export interface ChainStep {
  readonly check: string;
  readonly section: SectionId;
  readonly severity: Severity;
  /** Index in `findings` of the finding that shows it. */
  readonly finding: number;
  /** What is wrong, in words that are the same on every node. */
  readonly statement: string;
  /** One sentence, filled with what was found on this one. */
  readonly title: string;
  /** When it was first seen; absent when the bundle does not tell. */
  readonly at?: string;
  /** The check in this chain that it follows from; absent for the cause. */
  readonly because?: string;
  readonly evidence?: ReportedEvidence;
}

/** Events and the activity of logs on one axis, in the corrected time of the node. */
export interface Timeline {
  readonly from: string;
  readonly to: string;
  readonly events: readonly TimelineEvent[];
  readonly lanes: readonly ActivityLane[];
  /** Stretches in which the order of what happened cannot be trusted, and why. */
  readonly untrusted: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
}

export interface TimelineEvent {
  readonly at: string;
  /** When it lasted. */
  readonly until?: string;
  readonly kind: 'reboot' | 'unit' | 'condition' | 'finding' | 'oom' | 'eviction' | 'clock' | 'collected';
  readonly severity?: Severity;
  readonly component?: string;
  readonly title: string;
  /** Index in `findings`, when it is about one. */
  readonly finding?: number;
  readonly evidence?: ReportedEvidence;
}

/** Lines and errors per minute of one component. */
export interface ActivityLane {
  readonly component: string;
  readonly files: readonly string[];
  /** [minutes since 1970 UTC, lines, errors], in order; minutes without lines are left out. */
  readonly minutes: readonly (readonly [number, number, number])[];
}

/** One thing that the node has so much of, and what it uses of it. */
export interface Measure {
  readonly kind: 'disk' | 'inodes' | 'memory' | 'pids' | 'conntrack' | 'allocatable' | 'threads' | 'clock-offset';
  /** What is measured: a mount with its roles, a resource, a process. In words of the node or of the report. */
  readonly label: string;
  readonly unit: 'bytes' | 'count' | 'percent' | 'millicores' | 'ms';
  readonly used: number;
  /** All there is; absent for what has no end. */
  readonly total?: number;
  /** Where the node acts or refuses, in the unit of `used`, with the name of the rule and where it was read. */
  readonly limits: readonly { readonly at: number; readonly name: string; readonly from: string }[];
  readonly evidence?: ReportedEvidence;
}

/** Error lines that differ only in ids, addresses and numbers. */
export interface ErrorTemplate {
  /** With `<*>` for what differs. */
  readonly template: string;
  readonly component: string;
  readonly count: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly novelty: Novelty;
  readonly sample: ReportedEvidence;
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
  /** What it is known by from one bundle of the node to the next: its check, and what it is about. */
  readonly fingerprint: string;
  /** Only when a baseline was given: `worse` was known as less severe. */
  readonly baseline?: 'new' | 'worse' | 'known';
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
  /** Why it may not be so, in sentences: what of its evidence is not as the collector wrote it. */
  readonly doubts?: readonly string[];
}

export interface ReportedEvidence {
  readonly file: string;
  readonly line: number;
  /** Cut to 2,000 characters. */
  readonly text: string;
  readonly time?: string;
  /** At most ten lines each side of it, in the order of the file, each cut like `text`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The part of the text that a pattern matched, as indices; only lines of logs that were found by one have it. */
  readonly matched?: readonly [start: number, end: number];
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
  /** By section of the guide: what it is judged from, and what of that the bundle covers. */
  readonly sections: readonly CoveredSection[];
  /** The last change of the node's state, `Ready=False`, and whether the log of its kubelet reaches back to it. */
  readonly lastChange?: {
    readonly at: string;
    readonly what: string;
    readonly covered: boolean;
    readonly detail: string;
  };
  /** Specs that a second collection could bring, and why: what `--ask-back` asks for. */
  readonly asks: readonly { readonly spec: string; readonly reason: string }[];
  /** The bundle is of another tool: a whole one of our own is asked for, to be read in its place. */
  readonly asksAnew?: true;
}

export interface CoveredSection {
  readonly section: SectionId;
  /** How many documents it is judged from that are there in full. */
  readonly whole: number;
  /** Logs, with the time that they cover, and what is not there in full. */
  readonly sources: readonly CoveredSource[];
}

export interface CoveredSource {
  /** Entry of the bundle, or the spec that left none. */
  readonly source: string;
  readonly state: 'whole' | 'part' | 'none';
  readonly from?: string;
  readonly to?: string;
  /** Why it is not whole, in words. */
  readonly reason?: string;
}

export interface CoverageGap {
  readonly spec: string;
  readonly outcome: Outcome;
  readonly reason?: string;
}

export interface CoveredLog {
  readonly file: string;
  /** Whose lines of the file these are, where it holds several logs. */
  readonly part?: string;
  readonly lines: number;
  readonly errors: number;
  readonly warnings: number;
  readonly suppressed: number;
  readonly from?: string;
  readonly to?: string;
  readonly cut: boolean;
}
