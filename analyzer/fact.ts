import type { SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import type { BundleHeader } from './header.js';

/** Where something was read: shown to the reader, so that every finding can be checked by hand. */
export interface Evidence {
  /** Path of the entry in the bundle. */
  readonly file: string;
  /** Line in that entry, from 1. */
  readonly line: number;
  readonly text: string;
  /** When the line was written, milliseconds since 1970 UTC; only lines of logs have one. */
  readonly time?: number;
  /** The part of `text` that a pattern matched, as indices; only lines that were found by one have it. */
  readonly matched?: readonly [start: number, end: number];
}

/** One document of the bundle, decoded and size-limited. Lines are Evidence: keep them on what you parse. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly Evidence[];
  /** Of the bundle that it comes from, where that is not the one that the others come from. */
  readonly header?: BundleHeader;
}

/** What is known of the whole bundle: given to every parser and derivation. */
export interface Collection {
  /** Absent when the bundle tells nothing of its node. */
  readonly header?: BundleHeader;
  /** When the bundle was taken, milliseconds since 1970 UTC by the node's clock. */
  readonly collectedAt?: number;
}

/**
 * Thrown by a parser that got input which it does not understand, and by a derivation whose facts do
 * not tell. Checks that need the fact become `unknown`. Any other exception is a defect of ours.
 */
export class ParseError extends Error {
  override readonly name = 'ParseError';
  readonly at: Evidence | undefined;

  constructor(message: string, at?: Evidence) {
    super(message);
    this.at = at;
  }
}

/** Something that checks can rely on, or that is known to be unknown. Compared by identity. */
export type Fact<T> = ParsedFact<T> | DerivedFact<T> | OutcomeFact<T> | RecordsFact<T>;

/** Read from a document. */
export interface ParsedFact<T> {
  readonly kind: 'parsed';
  readonly name: string;
  /** Documents that can hold it, best first: the first that is in the bundle and parses is used. */
  readonly from: readonly Spec[];
  parse(source: Source, collection: Collection): T;
  /** What it means that a document is there with nothing in it; unknown when absent. */
  readonly whenEmpty?: { readonly value: T };
  /** What it means that the node has none of `from`, as the collector saw; unknown when absent. */
  readonly whenMissing?: { readonly value: T };
}

/** Made from other facts. */
export interface DerivedFact<T> {
  readonly kind: 'derived';
  readonly name: string;
  readonly needs: Needs;
  derive(known: Readonly<Record<string, unknown>>, collection: Collection): T;
}

/** How the collection of one spec went: a `docker ps` that timed out is itself a fact. */
export interface OutcomeFact<T> {
  readonly kind: 'outcome';
  readonly name: string;
  readonly of: Spec;
  read(outcome: SpecOutcome, at: Evidence): T;
}

/** How the collection of several logs went, and what they cover. `read` throws ParseError when that is not told. */
export interface RecordsFact<T> {
  readonly kind: 'records';
  readonly name: string;
  readonly of: readonly Spec[];
  read(records: Records): T;
}

/** What the bundle says of itself. */
export interface Records {
  /** The bundle is of another tool, which records no outcomes. */
  readonly isForeign: boolean;
  readonly header: BundleHeader | undefined;
  readonly logs: readonly LogSummary[];
  logsOf(spec: Spec): readonly LogSummary[];
  outcome(spec: Spec): SpecOutcome | undefined;
}

/** A fact that can be done without: `undefined` when the bundle does not tell. */
export interface Optional<T> {
  readonly kind: 'optional';
  readonly fact: Fact<T>;
}

export type Need = Fact<unknown> | Optional<unknown> | LogNeed;
export type Needs = Readonly<Record<string, Need>>;

/** What `run` and `derive` get for what they need. */
export type Known<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends LogNeed
    ? LogMatches
    : N[K] extends Optional<infer T>
      ? T | undefined
      : N[K] extends Fact<infer T>
        ? T
        : never;
};

/** `from` may be one spec or several that hold the same, best first. */
export function defineFact<T>(
  fact: Omit<ParsedFact<T>, 'kind' | 'from'> & { readonly from: Spec | readonly Spec[] },
): Fact<T> {
  const from = 'kind' in fact.from ? [fact.from] : fact.from;
  return { ...fact, kind: 'parsed', from };
}

export function deriveFact<const N extends Needs, T>(fact: {
  readonly name: string;
  readonly needs: N;
  derive(known: Known<N>, collection: Collection): T;
}): Fact<T> {
  return { kind: 'derived', name: fact.name, needs: fact.needs, derive: fact.derive as DerivedFact<T>['derive'] };
}

/** The outcome of a spec with the line that records it; unknown when the bundle has no such record. */
export function outcomeOf(spec: Spec): Fact<{ readonly outcome: SpecOutcome; readonly at: Evidence }> {
  return { kind: 'outcome', name: `outcome of ${spec.id}`, of: spec, read: (outcome, at) => ({ outcome, at }) };
}

/** What the bundle says of itself about some logs. */
export function recordsOf<T>(fact: Omit<RecordsFact<T>, 'kind'>): Fact<T> {
  return { ...fact, kind: 'records' };
}

export function optional<T>(fact: Fact<T>): Optional<T> {
  return { kind: 'optional', fact };
}

/** Logs in which the same thing may be said: the kubelet's own, or k3s's, which has the kubelet inside. */
export interface LogSource {
  readonly name: string;
  readonly logs: readonly Spec[];
  /** The logs hold the same lines: what the first that is there covers is not counted again in the others. */
  readonly sameLines?: boolean;
  /** Whether a line is one of those meant: the log of k3s holds the lines of all its components. */
  readonly ours?: (line: string) => boolean;
}

/**
 * Lines of logs that a check asks for. Before a byte is read the engine gathers those of all checks
 * into one set, and every log is read once.
 */
export interface LogNeed {
  readonly kind: 'log';
  readonly in: LogSource;
  /** Run on lines that hold an anchor, cut to 16 KiB. No `g` or `y` flag, nothing that can backtrack badly. */
  readonly pattern: RegExp;
  /** Literals of at least 7 bytes: every line that matches holds one of them, in exactly these letters. */
  readonly anchors: readonly string[];
  /** How many of the first and of the last matches are kept as lines. */
  readonly keep: number;
}

/** Enough to show what a check means. */
const KEEP = 5;

export function logMatches(need: {
  readonly in: LogSource;
  readonly pattern: RegExp;
  readonly anchor: string | readonly string[];
  readonly keep?: number;
}): LogNeed {
  const anchors = typeof need.anchor === 'string' ? [need.anchor] : need.anchor;
  return { kind: 'log', in: need.in, pattern: need.pattern, anchors, keep: need.keep ?? KEEP };
}

/** What the scanner keeps of the lines that matched: never all of them. */
export interface LogMatches {
  readonly count: number;
  /** The earliest and the latest hit by time; by place where lines have no time. Undefined when count is 0. */
  readonly first: LogHit | undefined;
  readonly last: LogHit | undefined;
  /** A bounded number, in the order of the logs: the first few and the last few. */
  readonly samples: readonly LogHit[];
  /** Hits per minute (minutes since 1970 UTC), for rates and recency; lines without time are not in it. */
  readonly perMinute: ReadonlyMap<number, number>;
  /** The logs that were searched. */
  readonly searched: readonly LogSummary[];
}

export interface LogHit {
  readonly at: Evidence;
  /** Named groups of the pattern that took part in the match. */
  readonly captures: Readonly<Record<string, string>>;
}

/** What one log covers. */
export interface LogSummary {
  readonly file: string;
  /** Whose lines of the file these are, where it holds several logs: `kubelet`. */
  readonly part?: string;
  readonly lines: number;
  readonly bytes: number;
  /** Earliest and latest time of a line, milliseconds since 1970 UTC; absent when no line had a time. */
  readonly from?: number;
  readonly to?: number;
  /** The largest step back from one line to the next: the times of both. Absent when there is none. */
  readonly setBack?: { readonly from: number; readonly to: number };
  /** Lines of level error and worse, and warning, by their own mark (klog letter, `level=`). */
  readonly errors: number;
  readonly warnings: number;
  /** `Suppressed N messages`: how many lines journald threw away. */
  readonly suppressed: number;
  /** The entry ends in the middle: the bundle was cut. */
  readonly cut: boolean;
  /** Entries of further bundles of the same node that are part of it. */
  readonly alsoIn?: readonly string[];
}
