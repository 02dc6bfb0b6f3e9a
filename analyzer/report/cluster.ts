import type { Severity } from '../check.js';
import { cleanLine } from './clean-text.js';
import type { Report } from './report.js';
import { fill, type Strings, stringsIn } from './strings.js';

/** The nodes that one input tells of, side by side. */
export interface Cluster {
  readonly nodes: readonly {
    readonly name: string;
    readonly critical: number;
    readonly warning: number;
    readonly unknown: number;
  }[];
  /** Findings that several nodes have: most nodes first, then most severe. */
  readonly shared: readonly ClusterFinding[];
  /** Those of one node each. */
  readonly single: readonly ClusterFinding[];
}

export interface ClusterFinding {
  readonly check: string;
  readonly severity: Severity;
  readonly statement: string;
  readonly nodes: readonly string[];
}

const ORDER: readonly Severity[] = ['critical', 'warning', 'info'];

/** What the reports of several nodes say together. */
export function clusterOf(reports: readonly Report[]): Cluster {
  const names = reports.map(({ node }, i) => cleanLine(node.name ?? node.hostname ?? String(i + 1), 253));
  const found = new Map<string, { severity: Severity; statement: string; nodes: string[] }>();
  for (const [i, { findings }] of reports.entries()) {
    for (const { check, severity, statement } of findings) {
      const name = names[i] ?? '';
      const known = found.get(check);
      if (!known) found.set(check, { severity, statement, nodes: [name] });
      else if (!known.nodes.includes(name)) known.nodes.push(name);
      if (known && ORDER.indexOf(severity) < ORDER.indexOf(known.severity)) known.severity = severity;
    }
  }
  const all = [...found]
    .map(([check, finding]) => ({ check, ...finding }))
    .sort((a, b) => b.nodes.length - a.nodes.length || ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return {
    nodes: reports.map(({ summary }, i) => ({
      name: names[i] ?? '',
      critical: summary.critical,
      warning: summary.warning,
      unknown: summary.unknown,
    })),
    shared: all.filter(({ nodes }) => nodes.length > 1),
    single: all.filter(({ nodes }) => nodes.length === 1),
  };
}

/** Names beyond these are counted. */
const NAMES_TOLD = 8;
const NODES_TOLD = 40;

/** The cluster on the terminal: nodes side by side, then what several of them share, then the rest. */
export function renderCluster(reports: readonly Report[]): string {
  const [first] = reports;
  if (!first) return '';
  const strings = stringsIn(first.locale);
  const { nodes, shared, single } = clusterOf(reports);
  const width = Math.max(...nodes.map(({ name }) => name.length));
  const told = [...nodes].sort((a, b) => b.critical - a.critical || b.warning - a.warning).slice(0, NODES_TOLD);
  return [
    fill(strings.cluster.nodes, { n: String(nodes.length) }),
    ...told.map(
      ({ name, critical, warning, unknown }) =>
        `  ${name.padEnd(width)}  ${fill(strings.cluster.node, { critical: String(critical), warning: String(warning), unknown: String(unknown) })}`,
    ),
    ...(nodes.length > told.length ? [`  … +${nodes.length - told.length}`] : []),
    ...listed(strings.cluster.shared, shared, strings),
    ...listed(strings.cluster.single, single, strings),
    '',
    '',
  ].join('\n');
}

function listed(title: string, findings: readonly ClusterFinding[], strings: Strings): string[] {
  if (findings.length === 0) return [];
  return [
    '',
    title,
    ...findings.map(({ severity, statement, nodes }) => {
      const more = nodes.length > NAMES_TOLD ? ` +${nodes.length - NAMES_TOLD}` : '';
      return `  ${strings.severity[severity]}  ${statement}: ${nodes.slice(0, NAMES_TOLD).join(', ')}${more}`;
    }),
  ];
}
