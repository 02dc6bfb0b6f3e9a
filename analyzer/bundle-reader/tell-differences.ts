import type { Bundle } from '../bundle.js';
import type { ReadSoFar } from './bundle-builder.js';
import { differences, entryRecords } from './checksums.js';
import { entryKind } from './entry-kind.js';
import type { Problems } from './problems.js';

const WORDS = {
  altered: 'it is not as the collector wrote it: damaged, or changed by somebody',
  added: 'the collector did not write it: somebody has added it',
};

/** Holds a bundle against its own records, and tells each difference as a problem. */
export function tellDifferences(read: ReadSoFar, problems: Problems): Bundle['differing'] {
  const outcomes = read.outcomes.all();
  const differing = differences(outcomes, read.digests, read.finished);
  for (const [path, difference] of differing) problems.add(difference, WORDS[difference], path);
  // What is gone with the end of a bundle, or was not read, is told once and not by every name.
  const partial = problems.list().some(({ kind }) => kind === 'cut-off' || kind === 'too-large' || kind === 'damaged');
  if (!read.finished || partial) return differing;
  for (const path of entryRecords(outcomes).keys()) {
    if (!read.digests.has(path) && entryKind(path))
      problems.add('damaged', 'it was collected and is not in the bundle', path);
  }
  return differing;
}
