import { type Locale, SEVERITIES } from '../check.js';
import type { SectionStatus } from '../report/report.js';
import { counted, fill, type Strings, stringsIn } from '../report/strings.js';
import { timeOnNode } from '../report/times.js';
import { LOOK } from '../report/view-finding.js';
import { sections } from '../sections.js';
import type { Change } from './change.js';
import type { ComparedBundle, Comparison } from './comparison.js';
import { type ComparedFinding, isNews } from './finding-changes.js';

/** A comparison as its templates want it: every value is there, in words, in the order in which it is shown. */
export interface ComparisonView {
  readonly lang: string;
  readonly t: Readonly<Record<string, string>>;
  readonly title: string;
  readonly kicker: string;
  readonly name: string;
  readonly bundles: readonly {
    readonly label: string;
    readonly name: string;
    readonly time: string;
    readonly counts: string;
  }[];
  readonly verdict: { readonly status: SectionStatus; readonly text: string };
  readonly remarks: readonly string[];
  readonly groups: readonly { readonly word: string; readonly findings: readonly ComparedFindingView[] }[];
  readonly changes: readonly { readonly word: string; readonly rows: readonly ChangeView[] }[];
  readonly moreChanges: string;
  readonly notCompared: readonly string[];
  readonly words: Readonly<Record<'changes' | 'noChanges' | 'what' | 'before' | 'after' | 'notCompared', string>>;
  readonly madeBy: string;
}

export interface ComparedFindingView {
  readonly status: string;
  readonly word: string;
  readonly statement: string;
  readonly title: string;
  readonly section: string;
  /** `was: Warning`; '' when there is nothing to say. */
  readonly note: string;
  readonly place: string;
}

export interface ChangeView {
  readonly entry: string;
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

export function viewComparison(comparison: Comparison): ComparisonView {
  const { locale, before, after, findings, changes, generator } = comparison;
  const strings = stringsIn(locale);
  const words = strings.comparison;
  const name = after.node.name ?? after.node.hostname ?? strings.unnamedNode;
  const states = Object.keys(words.states) as ComparedFinding['state'][];
  return {
    lang: locale,
    t: strings.labels,
    title: fill(words.title, { name }),
    kicker: words.kicker,
    name,
    bundles: [viewBundle(words.before, before, strings, locale), viewBundle(words.after, after, strings, locale)],
    verdict: { status: statusOf(findings), text: verdictText(findings, strings, locale) },
    remarks: comparison.remarks.map(remark => words.remarks[remark]),
    groups: states
      .map(state => ({ word: words.states[state], findings: findings.filter(one => one.state === state) }))
      .filter(group => group.findings.length > 0)
      .map(group => ({ ...group, findings: group.findings.map(one => viewFinding(one, locale, strings)) })),
    changes: (['version', 'limit', 'setting'] as const)
      .map(kind => ({ word: words.kinds[kind], rows: changes.filter(change => change.kind === kind) }))
      .filter(({ rows }) => rows.length > 0)
      .map(({ word, rows }) => ({ word, rows: rows.map(change => viewChange(change, strings)) })),
    moreChanges: comparison.moreChanges > 0 ? counted(words.moreChanges, comparison.moreChanges, locale) : '',
    notCompared: comparison.notCompared,
    words,
    madeBy: fill(strings.labels['madeBy'] ?? '', { version: generator.version }),
  };
}

function viewBundle(label: string, { bundle, node, summary }: ComparedBundle, strings: Strings, locale: Locale) {
  const counts = [...SEVERITIES, 'unknown' as const].filter(key => summary[key] > 0);
  return {
    label,
    name: bundle,
    time: node.collectedAt === undefined ? '' : timeOnNode(node.collectedAt, node.utcOffsetMinutes, strings),
    counts: counts.map(key => counted(strings.counts[key], summary[key], locale)).join(strings.listSeparator),
  };
}

/** What is new or worse decides; what cannot be judged any more is not well. */
function statusOf(findings: readonly ComparedFinding[]): SectionStatus {
  const news = findings.filter(isNews).map(({ finding }) => finding.severity);
  if (news.includes('critical')) return 'problem';
  if (news.includes('warning')) return 'warning';
  return findings.some(({ state }) => state === 'unjudged') ? 'unknown' : 'ok';
}

function verdictText(
  findings: readonly ComparedFinding[],
  { comparison: words, listSeparator }: Strings,
  locale: Locale,
) {
  if (findings.length === 0) return words.nothing;
  const states = Object.keys(words.counts) as ComparedFinding['state'][];
  const counts = states.flatMap(state => {
    const n = findings.filter(one => one.state === state).length;
    return n > 0 ? [counted(words.counts[state], n, locale)] : [];
  });
  return fill(words.verdict, { counts: counts.join(listSeparator) });
}

function viewFinding(
  compared: ComparedFinding,
  locale: Locale,
  { comparison: words, severity }: Strings,
): ComparedFindingView {
  const { finding, severityBefore, unjudgedBefore } = compared;
  const [first] = finding.evidence;
  const was = severityBefore && fill(words.wasSeverity, { severity: severity[severityBefore] });
  return {
    status: LOOK[finding.severity],
    word: severity[finding.severity],
    statement: finding.statement,
    title: finding.title,
    section: sections[finding.section][locale],
    note: was ?? (unjudgedBefore ? words.unjudgedBefore : ''),
    place: first ? `${first.file}:${first.line}` : '',
  };
}

/** A file that is there as a whole has no key; a line has no value. */
function viewChange({ entry = '', key, before, after }: Change, { comparison: words }: Strings): ChangeView {
  const there = (value: string | undefined) => (value === undefined ? words.absent : value || key || words.wholeFile);
  return { entry, key: key || words.wholeFile, before: there(before), after: there(after) };
}
