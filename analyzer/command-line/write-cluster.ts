import path from 'node:path';
import { type Cluster, isClusterFormat } from '../cluster/cluster.js';
import { clustersOf, type NodeReports } from '../cluster/gather.js';
import type { Target } from './targets.js';
import { writeWhole } from './write-whole.js';

/** What several nodes say together, and the files that say it. */
export interface ReportedCluster {
  readonly cluster: Cluster;
  readonly targets: readonly Target[];
}

/**
 * Writes the nodes of one input side by side where the report of a single node would lie. `places`: of each node, in
 * the order of `targets`, the files of its own. Throws what the file system throws.
 */
export async function writeCluster(
  told: readonly [NodeReports, ...NodeReports[]],
  targets: readonly Target[],
  places: readonly (readonly Target[])[],
): Promise<ReportedCluster> {
  const { renderClusterFile } = await import('../cluster/render.js');
  const files = targets.flatMap((target, i) => {
    const { format } = target;
    if (!isClusterFormat(format)) return [];
    const reports = places.flatMap(own => own[i] ?? []).map(own => path.basename(own.path));
    return [{ target, text: renderClusterFile(clustersOf(told, reports), format) }];
  });
  await writeWhole(files.map(({ target, text }) => ({ ...target, text })));
  const [cluster] = clustersOf(told);
  return { cluster, targets: files.map(({ target }) => target) };
}
