import { readFileSync } from 'node:fs';
import type { Outcome } from '../../bundle/manifest.js';
import type { Difference, Tool } from '../bundle.js';
import type { Locale, Severity } from '../check.js';
import type { Change } from '../comparison/change.js';
import type { Comparison } from '../comparison/comparison.js';
import type { ComparedFinding } from '../comparison/finding-changes.js';
import type { Missing } from '../engine.js';
import type { Ask } from '../reasoning/asks.js';
import type { ClockTrouble } from '../reasoning/clock.js';
import type { Confidence, Reason } from '../reasoning/confidence.js';
import { numberIn } from './numbers.js';
import { packageRoot } from './package-root.js';
import type { Measure, ReportedCheck, ReportedFinding, SectionStatus } from './report.js';

/** Where the words and the forms of the report lie. */
export const TEMPLATES = new URL('templates/', packageRoot);

type Forms = Readonly<Record<string, string>>;
/** Reasons of which one says how many. */
type CountedReason = 'manyEffects' | 'notJudged';
type Counted =
  | 'seen'
  | 'moreEvidence'
  | 'moreFindings'
  | 'moreReasons'
  | 'checks'
  | 'lines'
  | 'suppressed'
  | 'well'
  | 'notApplicable'
  | 'findings'
  | 'notCollected'
  | 'unused'
  | 'logsCut'
  | 'others'
  | 'events'
  | 'components'
  | 'documents'
  | 'news'
  | 'known';

/** The words of a comparison of two bundles. */
export interface ComparisonStrings {
  readonly title: string;
  readonly kicker: string;
  readonly before: string;
  readonly after: string;
  readonly verdict: string;
  readonly nothing: string;
  readonly wholeNode: string;
  readonly limits: Readonly<Record<Measure['kind'], string>>;
  readonly states: Readonly<Record<ComparedFinding['state'], string>>;
  readonly counts: Readonly<Record<ComparedFinding['state'], Forms>>;
  readonly wasSeverity: string;
  readonly unjudgedBefore: string;
  readonly changes: string;
  readonly kinds: Readonly<Record<Change['kind'], string>>;
  readonly noChanges: string;
  readonly moreChanges: Forms;
  readonly what: string;
  readonly wholeFile: string;
  readonly absent: string;
  readonly notCompared: string;
  readonly remarks: Readonly<Record<Comparison['remarks'][number], string>>;
}

/** templates/strings/LOCALE.json: every word of a report that is not a check's own. */
export interface Strings {
  readonly title: string;
  readonly unnamedNode: string;
  /** Words of the HTML page alone, asked for by name. */
  readonly page: Readonly<Record<string, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly status: Readonly<Record<SectionStatus, string>>;
  readonly check: Readonly<Record<ReportedCheck['status'], string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly problem: Readonly<Record<string, string>>;
  /** One text for each plural form that the language has. */
  readonly counts: Readonly<Record<Severity | 'unknown' | Counted, Forms>>;
  readonly verdict: Readonly<Record<SectionStatus | 'both' | 'okButUnknown', string>>;
  readonly incomplete: string;
  /** Of a finding whose evidence differs from what the collector wrote. */
  readonly doubt: Readonly<Record<Difference, string>>;
  readonly reasons: Readonly<Record<Missing['reason'], string>>;
  /** What people call the tools whose bundles are read beside our own. */
  readonly tools: Readonly<Record<Tool, string>>;
  /** Of a bundle that tells of several nodes. */
  readonly cluster: Readonly<
    Record<'title' | 'kicker' | 'nodesTitle' | 'node' | 'verdict' | 'cause' | 'counts' | 'shared' | 'single', string>
  > &
    Readonly<Record<'nodes' | 'moreNodes', Forms>> & { readonly verdicts: Readonly<Record<SectionStatus, Forms>> };
  /** What of a foreign bundle is an assumption, by what it rests on. */
  readonly inferred: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What a loose file was taken for. */
  readonly taken: Readonly<Record<'sure' | 'likely' | 'unsure' | 'unread' | 'unknown', string>>;
  readonly reasonWithDetail: string;
  readonly reasonSeparator: string;
  /** Of what facts and logs are called in code, where the language has its own word. */
  readonly names: Readonly<Record<string, string>>;
  readonly duration: Readonly<Record<'days' | 'hours' | 'minutes', string>>;
  readonly localTime: string;
  readonly utcTime: string;
  /** How a finding stands to what was known before. */
  readonly baseline: Readonly<Record<NonNullable<ReportedFinding['baseline']> | 'summary', string>>;
  readonly comparison: ComparisonStrings;
  /** What is measured, where the node has no name of its own for it. */
  readonly measures: Readonly<Record<Measure['kind'], string>>;
  readonly explains: string;
  /** What happened, on the timeline. */
  readonly events: Readonly<
    Record<
      | 'reboot'
      | 'uncleanReboot'
      | 'unitStarted'
      | 'unitStopped'
      | 'unitFailed'
      | 'unitEnded'
      | 'unitMore'
      | 'unitState'
      | 'condition'
      | 'clockForward'
      | 'clockBack'
      | 'collected'
      | 'seconds',
      string
    >
  >;
  /** Why times are not to be trusted. */
  readonly untrusted: Readonly<Record<ClockTrouble['trouble'] | 'steppedBack', string>>;
  /** Why a source of a section is not whole. */
  readonly coverage: Readonly<Record<'start' | 'end' | 'notReached', string>>;
  readonly lastChange: Readonly<Record<'changed' | 'covered' | 'late' | 'absent', string>>;
  readonly asks: Readonly<Record<Ask['why'], string>>;
  readonly cause: Readonly<Record<'since' | 'endedAt' | 'step', string>>;
  readonly confidence: {
    readonly level: Readonly<Record<Confidence['level'], string>>;
    readonly reasons: Readonly<Record<Exclude<Reason['reason'], CountedReason>, string>> &
      Readonly<Record<CountedReason, Forms>>;
  };
  readonly listSeparator: string;
  /** Of the list of several reports. */
  readonly index: Readonly<Record<'title' | 'bundle' | 'node' | 'verdict' | 'cause', string>>;
  /** Short words that templates ask for by name. */
  readonly labels: Readonly<Record<string, string>>;
}

const loaded = new Map<Locale, Strings>();

/** The words of one language; read once. */
export function stringsIn(locale: Locale): Strings {
  let strings = loaded.get(locale);
  if (!strings) {
    strings = JSON.parse(readFileSync(new URL(`strings/${locale}.json`, TEMPLATES), 'utf8')) as Strings;
    loaded.set(locale, strings);
  }
  return strings;
}

/** 'Swap {device}' + { device: '/dev/sda3' }. What is filled in is never searched for placeholders again. */
export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : placeholder,
  );
}

/** '1 warning', '12,000 warnings': the form of the text that the number asks for in this language. */
export function counted(
  forms: Forms,
  n: number,
  locale: Locale,
  params: Readonly<Record<string, string>> = {},
): string {
  const plural = plurals.get(locale) ?? new Intl.PluralRules(locale);
  plurals.set(locale, plural);
  const text = forms[plural.select(n)] ?? forms['other'] ?? '{n}';
  return fill(text, { ...params, n: numberIn(locale)(n) });
}

/** Made once, as numbers are. */
const plurals = new Map<Locale, Intl.PluralRules>();
