import type { SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import type { Evidence, LogMatches, LogNeed, LogSummary, Source } from './fact.js';
import type { BundleHeader } from './header.js';
import type { ErrorGroup } from './scan/error-groups.js';
import type { ComponentActivity } from './scan/merge-activity.js';
import type { Surroundings } from './scan/surroundings.js';

/** A bundle after its one reading: documents in memory, of logs only what was asked for. */
export interface Bundle {
  /** As the reader was told to name it in messages. */
  readonly name: string;
  readonly header: BundleHeader | undefined;
  /** Absent for a bundle of our own collector. */
  readonly origin?: Origin;
  /** Whether the collector came to its end: the bundle has a manifest. */
  readonly finished: boolean;
  /** The entry of a spec, or entries of a glob, in the order of the bundle. Empty when there is none. */
  documents(spec: Spec): readonly Source[];
  outcome(spec: Spec): { readonly outcome: SpecOutcome; readonly at: Evidence } | undefined;
  /** All outcomes, in the order of the bundle. */
  readonly outcomes: readonly SpecOutcome[];
  /** What was searched and found; count is 0 and `searched` empty when none of its logs is in the bundle. */
  matches(need: LogNeed): LogMatches;
  readonly logs: readonly LogSummary[];
  /** Those of them that hold what a spec asks for. */
  logsOf(spec: Spec): readonly LogSummary[];
  /** Entries that are not as the collector wrote them, as far as its records tell: nothing that they say is sure. */
  readonly differing: ReadonlyMap<string, Difference>;
  /** About ten lines each side of a line of a document or of one that was found in a log; none of other lines. */
  around(at: Evidence): Surroundings;
  /** How much each component said in the logs, the most talkative first. */
  readonly activity: readonly ComponentActivity[];
  /** Error lines of logs that no need asked for. */
  readonly errorGroups: readonly ErrorGroup[];
  /** What could not be used, for the report: refused entries, a cut-off end, a bad manifest. */
  readonly problems: readonly BundleProblem[];
}

/** altered: damaged, or changed by somebody. added: the collector did not write it. */
export type Difference = 'altered' | 'added';
/** Tools whose bundles are read beside our own; `files` are loose files that somebody saved by hand. */
export const TOOLS = [
  'sosreport',
  'rancher',
  'eks',
  'ack',
  'k3s-diagnostics',
  'troubleshoot',
  'must-gather',
  'cluster-info-dump',
  'files',
] as const;
export type Tool = (typeof TOOLS)[number];

/** What another tool made, and what it can hold. */
export interface Origin {
  readonly tool: Tool;
  /** Whether that tool collects what a spec asks for, at least on some nodes. */
  collects(spec: Spec): boolean;
  /** Of loose files: what each was taken for. */
  readonly files?: readonly TakenFile[];
}

/** A loose file, and what it was taken for by what is in it. */
export interface TakenFile {
  readonly file: string;
  /** As one would type it: `df -i`, `journalctl -u kubelet`. Absent for what nobody knows. */
  readonly as?: string;
  readonly certainty?: 'sure' | 'likely' | 'unsure';
  /** Whether anything in it is read by a check. */
  readonly read: boolean;
}

export interface BundleProblem {
  readonly kind: 'refused' | 'cut-off' | 'too-large' | 'damaged' | Difference;
  /** Entry path, when it is about one entry. */
  readonly entry?: string;
  /** Plain words in English, for the engineer. */
  readonly detail: string;
}

/** Thrown for input that is not a bundle at all. The message says what it is and what to do. */
export class NotABundle extends Error {
  override readonly name = 'NotABundle';
}
