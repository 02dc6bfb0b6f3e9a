import path from 'node:path';
import type { Locale } from '../check.js';
import type { IndexEntry, IndexFormat } from '../report/report-index.js';
import type { Target } from './targets.js';
import type { Ended } from './work-on-all.js';
import { writeWhole } from './write-whole.js';

const FILES: Readonly<Record<IndexFormat, string>> = { html: 'index.html', md: 'index.md' };

/**
 * Writes a list of the reports beside them where several went to one folder. Returns the files that were
 * written; a report that has the name itself keeps it.
 */
export async function writeIndex(ended: readonly Ended[], locale: Locale): Promise<string[]> {
  const reported = ended.flatMap(({ outcome }) => outcome.nodes);
  const targets = reported.flatMap(one => one.targets).filter(({ makeFolder }) => makeFolder);
  const taken = new Set(targets.map(target => target.path));
  const places = new Map<string, IndexFormat>();
  for (const { path: file, format } of targets) {
    if (format !== 'html' && format !== 'md') continue;
    const place = path.join(path.dirname(file), FILES[format]);
    if (!taken.has(place)) places.set(place, format);
  }
  // Of the nodes of one input there is a page already.
  if (ended.length < 2 || reported.length < 2 || places.size === 0) return [];
  const { renderIndex } = await import('../report/report-index.js');
  const files = [...places].map(([place, format]) => {
    const entries = ended.flatMap(one => entriesOf(one, path.dirname(place), format));
    return { path: place, text: renderIndex(entries, locale, format), makeFolder: true };
  });
  await writeWhole(files);
  return files.map(file => file.path);
}

function entriesOf({ job, outcome }: Ended, folder: string, format: IndexFormat): IndexEntry[] {
  const { nodes, cluster, wrong } = outcome;
  const input = path.basename(path.resolve(job.input));
  const fileOf = (targets: readonly Target[]) => {
    const own = targets.find(target => target.format === format && path.dirname(target.path) === folder);
    return own && { file: path.basename(own.path) };
  };
  const told = [
    ...(cluster ? [{ input, result: cluster.cluster, ...fileOf(cluster.targets) }] : []),
    ...nodes.map(({ report, targets }) => ({ input, result: report, ...fileOf(targets) })),
  ];
  return wrong === undefined ? told : [...told, { input, result: { wrong } }];
}
