import { ack } from './ack.js';
import { clusterInfoDump } from './cluster-info-dump.js';
import { eks } from './eks.js';
import { k3sDiagnostics } from './k3s-diagnostics.js';
import type { Layout } from './layout.js';
import { mustGather } from './must-gather.js';
import { rancher } from './rancher.js';
import { sosreport } from './sosreport.js';
import { troubleshoot } from './troubleshoot.js';

/** The bundles that are read beside our own. Of two that see something of theirs in one folder the first counts. */
export const LAYOUTS: readonly Layout[] = [
  sosreport,
  rancher,
  eks,
  ack,
  k3sDiagnostics,
  troubleshoot,
  mustGather,
  clusterInfoDump,
];

/** The layout of a tool. */
export function layoutOf(tool: Layout['tool']): Layout {
  const layout = LAYOUTS.find(known => known.tool === tool);
  if (!layout) throw new Error(`there is no layout of ${tool}`);
  return layout;
}
