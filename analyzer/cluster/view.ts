import type { SectionStatus } from '../report/report.js';
import { counted, fill, stringsIn } from '../report/strings.js';
import { LOOK } from '../report/view-finding.js';
import { sections } from '../sections.js';
import type { Cluster, ClusterFinding } from './cluster.js';

/** A cluster as its templates want it: every value is there, in words, in the order in which it is shown. */
export interface ClusterView {
  readonly lang: string;
  readonly t: Readonly<Record<string, string>>;
  /** Words of the page alone. */
  readonly p: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<'kicker' | 'nodesTitle' | 'node' | 'verdict' | 'cause', string>>;
  readonly title: string;
  readonly name: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly verdict: { readonly status: SectionStatus; readonly text: string };
  readonly nodes: readonly {
    readonly name: string;
    /** '' where there is no report to go to. */
    readonly href: string;
    readonly status: SectionStatus;
    readonly verdict: string;
    readonly cause: string;
    /** Kind, kubelet, runtime and system, as far as known. */
    readonly about: string;
  }[];
  readonly groups: readonly { readonly word: string; readonly findings: readonly ClusterFindingView[] }[];
  readonly madeBy: string;
}

export interface ClusterFindingView {
  readonly status: string;
  readonly word: string;
  readonly statement: string;
  readonly section: string;
  readonly nodes: readonly { readonly name: string; readonly href: string; readonly title: string }[];
  /** Of so many nodes that not all are named; '' otherwise. */
  readonly more: string;
}

/** Nodes that are named at each finding. */
const NODES_TOLD = 20;
const ORDER: readonly SectionStatus[] = ['problem', 'warning', 'unknown', 'ok'];

export function viewCluster(cluster: Cluster): ClusterView {
  const { locale, nodes, shared, single, bundle, tool, generator } = cluster;
  const strings = stringsIn(locale);
  const { cluster: words, labels } = strings;
  const hrefs = new Map(
    nodes.map(({ name, report }) => [name, report === undefined ? '' : encodeURIComponent(report)]),
  );
  return {
    lang: locale,
    t: labels,
    p: strings.page,
    words,
    title: fill(words.title, { name: bundle }),
    name: counted(words.nodes, nodes.length, locale),
    facts: [
      { label: labels['bundle'] ?? '', value: bundle },
      ...(tool === undefined ? [] : [{ label: labels['tool'] ?? '', value: strings.tools[tool] }]),
    ],
    verdict: clusterVerdict(cluster),
    nodes: nodes.map(({ name, status, verdict, cause = '', kind, kubeletVersion, runtime, os }) => ({
      name,
      href: hrefs.get(name) ?? '',
      status,
      verdict,
      cause,
      about: [kind === 'other' ? undefined : kind, kubeletVersion, runtime, os].filter(Boolean).join(' · '),
    })),
    groups: [
      { word: words.shared, findings: shared },
      { word: words.single, findings: single },
    ]
      .filter(({ findings }) => findings.length > 0)
      .map(({ word, findings }) => ({ word, findings: findings.map(finding => viewFinding(finding, cluster, hrefs)) })),
    madeBy: fill(labels['madeBy'] ?? '', { version: generator.version }),
  };
}

/** The whole cluster in one sentence: how many nodes are as bad as the worst. */
export function clusterVerdict({ nodes, locale }: Cluster): ClusterView['verdict'] {
  const status = ORDER.find(worst => nodes.some(node => node.status === worst)) ?? 'unknown';
  const n = nodes.filter(node => node.status === status).length;
  const text = counted(stringsIn(locale).cluster.verdicts[status], n, locale, { all: String(nodes.length) });
  return { status, text };
}

function viewFinding(
  { section, severity, statement, nodes }: ClusterFinding,
  { locale }: Cluster,
  hrefs: ReadonlyMap<string, string>,
): ClusterFindingView {
  const strings = stringsIn(locale);
  const more = nodes.length - NODES_TOLD;
  return {
    status: LOOK[severity],
    word: strings.severity[severity],
    statement,
    section: sections[section][locale],
    nodes: nodes.slice(0, NODES_TOLD).map(({ name, title }) => ({ name, href: hrefs.get(name) ?? '', title })),
    more: more > 0 ? counted(strings.cluster.moreNodes, more, locale) : '',
  };
}
