import { entryPath } from '../bundle/entry-path.js';
import type { Outcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import type { Bundle, Tool } from './bundle.js';
import type { Check, Params, Seen, Severity } from './check.js';
import {
  type Collection,
  type Evidence,
  type Fact,
  type LogNeed,
  type Need,
  type Needs,
  type ParsedFact,
  ParseError,
  type Records,
} from './fact.js';
import type { BundleHeader } from './header.js';

export interface Finding {
  readonly check: string;
  /** Key of the check's `findings`. */
  readonly message: string;
  readonly severity: Severity;
  readonly params: Params;
  readonly evidence: readonly Evidence[];
  readonly seen: Seen;
}

/** Why a fact is not known. Worded per language when the report is made. */
export interface Missing {
  /**
   * An outcome of the collector, or: `not-collected` (the bundle has no word of it), `never-collected` (the tool
   * that made the bundle never asks for it), `unreadable` (there, but not understood), `empty` (there, with
   * nothing in it), `undecided` (facts that do not tell), `defect` (our parser broke on it).
   */
  readonly reason:
    | Exclude<Outcome, 'ok' | 'truncated'>
    | 'not-collected'
    | 'never-collected'
    | 'unreadable'
    | 'empty'
    | 'undecided'
    | 'defect';
  /** Entry of the bundle that would have told, or the fact's name. */
  readonly what: string;
  /** The collector's reason or the parser's complaint, in English, with `file:line` where there is one. */
  readonly detail?: string;
  /** The tool that never collects it. */
  readonly tool?: Tool;
}

/** `unknown`: the bundle lacks what the check needs. Never shown as healthy. */
export type CheckResult =
  | { readonly check: string; readonly status: 'pass' }
  | { readonly check: string; readonly status: 'not-applicable' }
  | { readonly check: string; readonly status: 'fail'; readonly findings: readonly Finding[] }
  | { readonly check: string; readonly status: 'unknown'; readonly missing: readonly Missing[] }
  /** A defect of the check: costs its own result, never the report. */
  | { readonly check: string; readonly status: 'error'; readonly error: string };

type Read = { readonly value: unknown } | { readonly missing: readonly Missing[] };

/** Judges a bundle. Pure: the same bundle gives the same results. */
export function runChecks(bundle: Bundle, checks: ReadonlyMap<string, Check>): CheckResult[] {
  const read = factReader(bundle);
  return [...checks].map(([id, check]) => runCheck(id, check, read));
}

/** Every log pattern that is asked for, also those behind derived facts: what the scanner is built from. */
export function logNeeds(asking: Iterable<Pick<Check, 'needs' | 'onlyIf'>>): LogNeed[] {
  const found = new Set<LogNeed>();
  const visit = (need: Need): void => {
    if (need.kind === 'log') found.add(need);
    else if (need.kind === 'optional') visit(need.fact);
    else if (need.kind === 'derived') for (const inner of Object.values(need.needs)) visit(inner);
  };
  for (const { needs, onlyIf } of asking) {
    for (const need of Object.values(needs)) visit(need);
    if (onlyIf) visit(onlyIf);
  }
  return [...found];
}

/** One fact of a bundle, outside of any check; undefined when it is not known. */
export function readFact<T>(bundle: Bundle, fact: Fact<T>): T | undefined {
  const known = factReader(bundle)(fact);
  return 'value' in known ? (known.value as T) : undefined;
}

function runCheck(id: string, check: Check, read: (need: Need) => Read): CheckResult {
  const decided = check.onlyIf && read(check.onlyIf);
  if (decided && 'value' in decided && decided.value === false) return { check: id, status: 'not-applicable' };
  const known = readAll(check.needs, read);
  if ('missing' in known) return { check: id, status: 'unknown', missing: known.missing };

  const findings: Finding[] = [];
  try {
    if (check.applies && !check.applies(known.facts)) return { check: id, status: 'not-applicable' };
    check.run(known.facts, (message, { params = {}, evidence, severity = check.severity, seen = {} }) => {
      findings.push({
        check: id,
        message,
        severity,
        params,
        evidence: evidence.filter(at => at !== undefined),
        seen,
      });
    });
  } catch (error) {
    if (error instanceof ParseError) return { check: id, status: 'unknown', missing: [undecided(id, error)] };
    return { check: id, status: 'error', error: error instanceof Error ? error.message : String(error) };
  }
  return findings.length > 0 ? { check: id, status: 'fail', findings } : { check: id, status: 'pass' };
}

function readAll(
  needs: Needs,
  read: (need: Need) => Read,
): { readonly facts: Record<string, never> } | { readonly missing: readonly Missing[] } {
  const facts: Record<string, unknown> = {};
  const missing: Missing[] = [];
  for (const [key, need] of Object.entries(needs)) {
    const known = read(need);
    if ('value' in known) facts[key] = known.value;
    else missing.push(...known.missing);
  }
  return missing.length > 0 ? { missing } : { facts: facts as Record<string, never> };
}

const readers = new WeakMap<Bundle, (need: Need) => Read>();

/** Reads needs from the bundle, each fact once, however often and for whatever it is asked. */
function factReader(bundle: Bundle): (need: Need) => Read {
  const known = readers.get(bundle) ?? newReader(bundle);
  readers.set(bundle, known);
  return known;
}

function newReader(bundle: Bundle): (need: Need) => Read {
  const cache = new Map<Fact<unknown>, Read>();
  const collection = bundle.header ? collectionOf(bundle.header) : {};

  const read = (need: Need): Read => {
    if (need.kind === 'log') return readLog(bundle, need);
    if (need.kind === 'optional') {
      const known = read(need.fact);
      return 'value' in known ? known : { value: undefined };
    }
    let known = cache.get(need);
    if (!known) {
      known = readOnce(need);
      cache.set(need, known);
    }
    return known;
  };

  const readOnce = (fact: Fact<unknown>): Read => {
    if (fact.kind === 'parsed') return readParsed(bundle, fact, collection);
    if (fact.kind === 'records') {
      const { header, logs, logsOf } = bundle;
      const records: Records = {
        isForeign: bundle.origin !== undefined,
        header,
        logs,
        logsOf,
        outcome: spec => bundle.outcome(spec)?.outcome,
      };
      return attempt(
        () => fact.read(records),
        error => undecided(fact.name, error),
      );
    }
    if (fact.kind === 'outcome') {
      const found = bundle.outcome(fact.of);
      return found ? { value: fact.read(found.outcome, found.at) } : { missing: [absent(bundle, fact.of)] };
    }
    const known = readAll(fact.needs, read);
    if ('missing' in known) return known;
    return attempt(
      () => fact.derive(known.facts, collection),
      error => undecided(fact.name, error),
    );
  };

  return read;
}

function collectionOf(header: BundleHeader): Collection {
  const { startedAt } = header;
  return { header, ...(startedAt !== undefined && { collectedAt: Date.parse(startedAt) }) };
}

/** The first document that is there and can be understood; otherwise what is wrong with each of them. */
function readParsed(bundle: Bundle, fact: ParsedFact<unknown>, collection: Collection): Read {
  const missing: Missing[] = [];
  for (const spec of fact.from) {
    const sources = bundle.documents(spec);
    if (sources.length === 0) missing.push(absent(bundle, spec));
    for (const source of sources) {
      if (source.text.trim() === '') {
        // Of a command that failed an empty output says nothing.
        if (fact.whenEmpty && (bundle.outcome(spec)?.outcome.outcome ?? 'ok') === 'ok') return fact.whenEmpty;
        missing.push(absent(bundle, spec, 'empty'));
        continue;
      }
      const known = attempt(
        () => fact.parse(source, source.header ? collectionOf(source.header) : collection),
        error => ({ reason: 'unreadable', what: source.path, detail: place(source.path, error) }),
      );
      if ('value' in known) return known;
      missing.push(...known.missing);
    }
  }
  if (fact.whenMissing && missing.every(({ reason }) => reason === 'missing')) return fact.whenMissing;
  return { missing };
}

/** Reasons for a log that is not there, the most telling first. */
const SILENT = ['missing', 'not-collected', 'never-collected'] as const;

function readLog(bundle: Bundle, need: LogNeed): Read {
  const matches = bundle.matches(need);
  if (matches.searched.some(log => log.lines > 0)) return { value: matches };
  const reasons = need.in.logs.map(spec => absent(bundle, spec, 'empty'));
  // Of several places where a log can be, those that this node never has are not worth a word.
  const telling = reasons.filter(({ reason }) => !SILENT.some(silent => silent === reason));
  if (telling.length > 0) return { missing: telling };
  // A bundle of another tool, which records no outcomes: the log is there without a line.
  if (bundle.origin && matches.searched.length > 0) return { missing: [{ reason: 'empty', what: need.in.name }] };
  const { reason = 'not-collected', tool } =
    SILENT.flatMap(silent => reasons.find(({ reason }) => reason === silent) ?? [])[0] ?? {};
  return { missing: [{ reason, what: need.in.name, ...(tool !== undefined && { tool }) }] };
}

function absent(bundle: Bundle, spec: Spec, otherwise: 'not-collected' | 'empty' = 'not-collected'): Missing {
  const what = entryPath(spec);
  const outcome = bundle.outcome(spec)?.outcome;
  if (!outcome) {
    const { origin } = bundle;
    if (bundle.documents(spec).length > 0) return { reason: otherwise, what };
    return origin && !origin.collects(spec)
      ? { reason: 'never-collected', what, tool: origin.tool }
      : { reason: 'not-collected', what };
  }
  const { outcome: reason } = outcome;
  const detail = outcome.reason === undefined ? {} : { detail: outcome.reason };
  if (reason === 'ok' || reason === 'truncated') return { reason: otherwise, what, ...detail };
  return { reason, what, ...detail };
}

function attempt(make: () => unknown, explain: (error: ParseError) => Missing): Read {
  try {
    return { value: make() };
  } catch (error) {
    if (error instanceof ParseError) return { missing: [explain(error)] };
    const missing = explain(new ParseError(error instanceof Error ? error.message : String(error)));
    return { missing: [{ ...missing, reason: 'defect' }] };
  }
}

function undecided(what: string, error: ParseError): Missing {
  return { reason: 'undecided', what, detail: place(undefined, error) };
}

function place(path: string | undefined, { at, message }: ParseError): string {
  if (at) return `${at.file}:${at.line}: ${message}`;
  return path === undefined ? message : `${path}: ${message}`;
}
