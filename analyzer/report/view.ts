import { viewOrigin } from './origin.js';
import type { Report, ReportedNode, SectionStatus } from './report.js';
import { counted, fill, type Strings, stringsIn } from './strings.js';
import { durationText, timeOnNode } from './times.js';
import { verdictOf } from './verdict.js';
import { type AsksView, viewAsks } from './view-asks.js';
import { type CauseView, viewCauses } from './view-causes.js';
import { type FindingView, type Labelled, LOOK, viewFinding } from './view-finding.js';
import { type GapsView, viewGaps } from './view-gaps.js';
import { type SectionView, viewSections } from './view-sections.js';

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
  readonly unseen: AsksView;
  readonly madeBy: string;
}

export function viewOf(report: Report): View {
  const strings = stringsIn(report.locale);
  const findings = report.findings.map((finding, i) => viewFinding(finding, i + 1, report, strings));
  const name = report.node.name ?? report.node.hostname ?? strings.unnamedNode;

  return {
    lang: report.locale,
    t: strings.labels,
    title: fill(strings.title, { name }),
    name,
    node: [...viewNode(report, report.node, strings), ...viewOrigin(report, strings)],
    verdict: verdictOf(report, strings),
    incomplete: report.coverage.complete ? '' : strings.incomplete,
    counts: viewCounts(report, strings),
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
    unseen: viewAsks(report, strings),
    madeBy: fill(strings.labels['madeBy'] ?? '', { version: report.generator.version }),
  };
}

function viewNode(report: Report, node: ReportedNode, strings: Strings): Labelled[] {
  const hostname = node.hostname === node.name || node.name === undefined ? undefined : node.hostname;
  const values = {
    hostname,
    kind: node.kind === 'other' ? strings.labels['kindOther'] : node.kind,
    kubelet: node.kubeletVersion,
    runtime: node.runtime,
    os: node.os,
    kernel: node.kernel,
    systemd: node.systemd,
    uptime: node.uptimeSeconds === undefined ? undefined : durationText(node.uptimeSeconds, strings),
    collectedAt: node.collectedAt && timeOnNode(node.collectedAt, node.utcOffsetMinutes, strings),
    collectedAs: node.collectedAs,
    bundle: report.bundle,
    standIns: node.obfuscated && strings.labels['standInsMap'],
  };
  return Object.entries(values).flatMap(([key, value]) =>
    value ? [{ label: strings.labels[key] ?? key, value }] : [],
  );
}

/** None when there is nothing to count that the verdict has not said. */
function viewCounts(report: Report, strings: Strings): View['counts'] {
  const found = (['critical', 'warning', 'info', 'unknown'] as const).filter(key => report.summary[key] > 0);
  const said = report.summary.critical + report.summary.warning > 0 ? ['critical', 'warning'] : ['unknown'];
  if (found.every(key => said.includes(key))) return [];
  return found.map(key => ({
    status: key === 'unknown' ? 'unknown' : LOOK[key],
    text: counted(strings.counts[key], report.summary[key], report.locale),
  }));
}
