import { SEVERITIES, type Severity } from '../check.js';
import { cleanLine } from '../report/clean-text.js';
import type { Report, ReportedFinding, Reports } from '../report/report.js';
import { stringsIn } from '../report/strings.js';
import { verdictOf } from '../report/verdict.js';
import { CLUSTER_VERSION, type Cluster, type ClusterFinding, type ClusterNode, type Clusters } from './cluster.js';

const NAME_LENGTH = 253;

/** What a cluster keeps of the reports of one node in all languages: a bundle may tell of hundreds of nodes. */
export type NodeReports = readonly [InShort, ...InShort[]];

interface InShort {
  readonly report: Pick<Report, 'generator' | 'locale' | 'bundle' | 'origin'>;
  readonly node: ClusterNode;
  readonly findings: readonly Pick<ReportedFinding, 'check' | 'section' | 'severity' | 'statement' | 'title'>[];
}

/** `i`: number of the node in the bundle, from 0. */
export function inShort([first, ...others]: Reports, i: number): NodeReports {
  return [shorten(first, i), ...others.map(other => shorten(other, i))];
}

/** What the reports of several nodes say together, in each language. `files`: those of the nodes, if there are any. */
export function clustersOf(told: readonly [NodeReports, ...NodeReports[]], files: readonly string[] = []): Clusters {
  const [[first, ...others], ...nodes] = told;
  const inLanguage = (report: InShort, language: number) =>
    clusterOf([report, ...nodes.flatMap(reports => reports[language] ?? [])], files);
  return [inLanguage(first, 0), ...others.map((report, i) => inLanguage(report, i + 1))];
}

function shorten(report: Report, i: number): InShort {
  const { generator, locale, bundle, origin, node, summary, causes, findings } = report;
  const { kind, os, kubeletVersion, runtime } = node;
  const { status, text } = verdictOf(report, stringsIn(locale));
  const [cause] = causes;
  return {
    report: { generator, locale, bundle, ...(origin && { origin }) },
    node: {
      name: cleanLine(node.name ?? node.hostname ?? String(i + 1), NAME_LENGTH),
      ...(kind !== undefined && { kind }),
      ...(os !== undefined && { os }),
      ...(kubeletVersion !== undefined && { kubeletVersion }),
      ...(runtime !== undefined && { runtime }),
      status,
      verdict: text,
      ...(cause && { cause: cause.title }),
      summary,
    },
    findings: findings.map(({ check, section, severity, statement, title }) => ({
      check,
      section,
      severity,
      statement,
      title,
    })),
  };
}

function clusterOf(parts: readonly [InShort, ...InShort[]], files: readonly string[]): Cluster {
  const { generator, locale, bundle, origin } = parts[0].report;
  const nodes = parts.map(({ node }, i) => {
    const report = files[i];
    return { ...node, ...(report !== undefined && { report }) };
  });
  const found = findingsOf(parts);
  return {
    clusterVersion: CLUSTER_VERSION,
    generator,
    locale,
    bundle,
    ...(origin && { tool: origin.tool }),
    nodes: nodes.sort(worstFirst),
    shared: found.filter(({ nodes: having }) => having.length > 1),
    single: found.filter(({ nodes: having }) => having.length === 1),
  };
}

function findingsOf(parts: readonly InShort[]): ClusterFinding[] {
  const found = new Map<string, ClusterFinding>();
  for (const { node, findings } of parts) {
    for (const { check, section, severity, statement, title } of findings) {
      const known = found.get(check) ?? { check, section, severity, statement, nodes: [] };
      const isNew = known.nodes.at(-1)?.name !== node.name;
      found.set(check, {
        ...known,
        severity: worse(known.severity, severity),
        nodes: isNew ? [...known.nodes, { name: node.name, title }] : known.nodes,
      });
    }
  }
  return [...found.values()].sort(
    (a, b) => b.nodes.length - a.nodes.length || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}

function worstFirst(a: ClusterNode, b: ClusterNode): number {
  const by = (key: keyof ClusterNode['summary']) => b.summary[key] - a.summary[key];
  return by('critical') || by('warning') || by('info') || by('unknown');
}
