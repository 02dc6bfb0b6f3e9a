import { counted, fill, type Strings, stringsIn } from '../report/strings.js';
import type { Cluster, ClusterFinding } from './cluster.js';

/** Names beyond these are counted. */
const NAMES_TOLD = 8;
const NODES_TOLD = 40;

/** The cluster on the terminal: nodes side by side, then what several of them share, then the rest. */
export function renderCluster({ nodes, shared, single, locale }: Cluster): string {
  const strings = stringsIn(locale);
  const told = nodes.slice(0, NODES_TOLD);
  const width = Math.max(...told.map(({ name }) => name.length));
  return [
    counted(strings.cluster.nodes, nodes.length, locale),
    ...told.map(({ name, summary: { critical, warning, unknown } }) => {
      const counts = { critical: String(critical), warning: String(warning), unknown: String(unknown) };
      return `  ${name.padEnd(width)}  ${fill(strings.cluster.counts, counts)}`;
    }),
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
      const names = nodes.slice(0, NAMES_TOLD).map(({ name }) => name);
      const more = nodes.length > NAMES_TOLD ? ` +${nodes.length - NAMES_TOLD}` : '';
      return `  ${strings.severity[severity]}  ${statement}: ${names.join(', ')}${more}`;
    }),
  ];
}
