import type { Severity } from '../check.js';
import type { Report, ReportedFinding, ReportedNode, SectionStatus } from './report.js';
import { counted, fill, type Strings, stringsIn } from './strings.js';
import { durationText, plainTime, timeOnNode } from './times.js';
import { sentence, verdictOf } from './verdict.js';
import { type GapsView, viewGaps } from './view-gaps.js';

/** Evidence shown at once; the rest of it is one click away. */
const EVIDENCE_AT_SIGHT = 4;

/**
 * A report as the templates want it: every value is there, in words, in the order in which it is shown.
 * Templates choose and place, they compute nothing.
 */
export interface View {
  readonly lang: string;
  readonly t: Readonly<Record<string, string>>;
  readonly title: string;
  readonly name: string;
  readonly node: readonly Labelled[];
  readonly verdict: { readonly status: SectionStatus; readonly text: string };
  /** Said when the bundle is incomplete; '' otherwise. */
  readonly incomplete: string;
  readonly counts: readonly { readonly status: string; readonly text: string }[];
  readonly causes: readonly CauseView[];
  readonly groups: readonly {
    readonly status: string;
    readonly word: string;
    readonly findings: readonly FindingView[];
  }[];
  readonly sections: readonly SectionView[];
  readonly gaps: GapsView;
  readonly madeBy: string;
}

export interface Labelled {
  readonly label: string;
  readonly value: string;
}

interface CauseView {
  readonly status: string;
  readonly word: string;
  readonly title: string;
  readonly section: string;
  /** Number of its first finding, which is its anchor. */
  readonly number: number;
  readonly explains: string;
}

export interface FindingView {
  /** From 1, in the order of the report. */
  readonly number: number;
  readonly check: string;
  readonly status: string;
  readonly word: string;
  readonly title: string;
  readonly section: string;
  readonly sectionId: string;
  readonly why: string;
  readonly fix: readonly string[];
  /** First seen, last seen, count: those that are known. */
  readonly seen: readonly Labelled[];
  readonly lastSeen: string;
  readonly evidence: readonly EvidenceView[];
  readonly moreEvidence: readonly EvidenceView[];
  readonly moreText: string;
}

interface EvidenceView {
  readonly place: string;
  readonly text: string;
  readonly time: string;
}

interface SectionView {
  readonly id: string;
  readonly title: string;
  readonly status: SectionStatus;
  readonly word: string;
  /** One line for the table: what is wrong or not known. */
  readonly why: string;
  readonly checks: readonly {
    readonly status: string;
    readonly word: string;
    readonly title: string;
    readonly reason: string;
  }[];
  readonly findings: readonly FindingView[];
  readonly noCheck: boolean;
}

/** How a severity looks: as the status that it gives to its section. */
const LOOK = { critical: 'problem', warning: 'warning', info: 'info' } as const satisfies Record<Severity, string>;

export function viewOf(report: Report): View {
  const strings = stringsIn(report.locale);
  const findings = report.findings.map((finding, i) => viewFinding(finding, i + 1, report, strings));
  const name = report.node.name ?? report.node.hostname ?? strings.unnamedNode;

  return {
    lang: report.locale,
    t: strings.labels,
    title: fill(strings.title, { name }),
    name,
    node: viewNode(report, report.node, strings),
    verdict: verdictOf(report, strings),
    incomplete: report.coverage.complete ? '' : strings.incomplete,
    counts: (['critical', 'warning', 'info', 'unknown'] as const)
      .filter(key => report.summary[key] > 0)
      .map(key => ({
        status: key === 'unknown' ? 'unknown' : LOOK[key],
        text: counted(strings.counts[key], report.summary[key], report.locale),
      })),
    causes: viewCauses(report, strings),
    groups: (['critical', 'warning', 'info'] as const)
      .map(severity => ({
        status: LOOK[severity],
        word: strings.severity[severity],
        findings: findings.filter((_, i) => report.findings[i]?.severity === severity),
      }))
      .filter(group => group.findings.length > 0),
    sections: viewSections(report, findings, strings),
    gaps: viewGaps(report, strings),
    madeBy: fill(strings.labels['madeBy'] ?? '', { version: report.generator.version }),
  };
}

function viewNode(report: Report, node: ReportedNode, strings: Strings): Labelled[] {
  const hostname = node.hostname === node.name || node.name === undefined ? undefined : node.hostname;
  const values = {
    hostname,
    kind: node.kind,
    kubelet: node.kubeletVersion,
    runtime: node.runtime,
    os: node.os,
    kernel: node.kernel,
    systemd: node.systemd,
    uptime: node.uptimeSeconds === undefined ? undefined : durationText(node.uptimeSeconds, strings),
    collectedAt: node.collectedAt && timeOnNode(node.collectedAt, node.utcOffsetMinutes, strings),
    collectedAs: node.collectedAs,
    bundle: report.bundle,
  };
  return Object.entries(values).flatMap(([key, value]) =>
    value ? [{ label: strings.labels[key] ?? key, value }] : [],
  );
}

function viewCauses(report: Report, strings: Strings): CauseView[] {
  const titleOf = (id: string) =>
    report.sections.flatMap(section => section.checks).find(check => check.id === id)?.title ?? id;
  return report.causes.map(cause => ({
    status: LOOK[cause.severity],
    word: strings.severity[cause.severity],
    title: cause.title,
    section: sectionTitle(report, cause.section),
    number: report.findings.findIndex(finding => finding.check === cause.check) + 1,
    explains:
      cause.explains.length === 0
        ? ''
        : fill(strings.explains, { titles: cause.explains.map(titleOf).join(strings.listSeparator) }),
  }));
}

function viewFinding(finding: ReportedFinding, number: number, report: Report, strings: Strings): FindingView {
  const { firstSeen, lastSeen, count } = finding;
  const { labels } = strings;
  const values = [
    ['firstSeen', plainTime(firstSeen)],
    ['lastSeen', plainTime(lastSeen)],
    ['count', count === undefined ? '' : new Intl.NumberFormat(report.locale).format(count)],
  ] as const;
  const evidence = finding.evidence.map(({ file, line, text, time }) => ({
    place: `${file}:${line}`,
    text,
    time: plainTime(time),
  }));
  const more = evidence.slice(EVIDENCE_AT_SIGHT);

  return {
    number,
    check: finding.check,
    status: LOOK[finding.severity],
    word: strings.severity[finding.severity],
    title: finding.title,
    section: sectionTitle(report, finding.section),
    sectionId: finding.section,
    why: finding.why,
    fix: finding.fix,
    seen: values.flatMap(([key, value]) => (value ? [{ label: labels[key] ?? key, value }] : [])),
    lastSeen: plainTime(lastSeen),
    evidence: evidence.slice(0, EVIDENCE_AT_SIGHT),
    moreEvidence: more,
    moreText: counted(strings.counts.moreEvidence, more.length, report.locale),
  };
}

function viewSections(report: Report, findings: readonly FindingView[], strings: Strings): SectionView[] {
  return report.sections.map(({ id, title, status, checks }) => {
    const own = findings.filter(finding => finding.sectionId === id);
    const lines = checks.map(check => {
      const unknown = report.unknown.find(({ check: unknownId }) => unknownId === check.id);
      const severity = check.status === 'fail' ? LOOK[check.severity] : undefined;
      return {
        status: severity ?? LOOK_OF_CHECK[check.status],
        word: check.status === 'fail' ? strings.severity[check.severity] : strings.check[check.status],
        title: unknown?.title ?? check.title,
        reason: unknown ? sentence(unknown.reason, report.locale) : '',
      };
    });
    return {
      id,
      title,
      status,
      word: strings.status[status],
      why: whyOf(status, own, lines, report, strings),
      checks: lines,
      findings: own,
      noCheck: checks.length === 0,
    };
  });
}

const LOOK_OF_CHECK = {
  fail: 'problem',
  pass: 'ok',
  unknown: 'unknown',
  'not-applicable': 'na',
  error: 'unknown',
} as const;

/** The worst of a section in one line; a section that is well needs none. */
function whyOf(
  status: SectionStatus,
  findings: readonly FindingView[],
  checks: SectionView['checks'],
  report: Report,
  strings: Strings,
): string {
  const [first] = findings;
  if (first && status !== 'unknown') {
    if (findings.length === 1) return first.title;
    return `${first.title} ${counted(strings.counts.moreFindings, findings.length - 1, report.locale)}`;
  }
  if (status !== 'unknown' || checks.length === 0) return '';
  const unknown = checks.filter(check => check.status === 'unknown').length;
  return counted(strings.counts.unknown, unknown, report.locale);
}

function sectionTitle(report: Report, id: string): string {
  return report.sections.find(section => section.id === id)?.title ?? id;
}
