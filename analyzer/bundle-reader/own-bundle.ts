import type { Bundle } from '../bundle.js';
import { mergeActivity } from '../scan/merge-activity.js';
import type { OwnBundleBuilder } from './bundle-builder.js';
import { matchesOf } from './matches-of.js';
import type { ReadContext } from './read-bundle.js';
import { surroundingsIn } from './surroundings-in.js';
import { tellDifferences } from './tell-differences.js';

/** A bundle of our own collector, when all of it has been read. */
export function ownBundle({ name, needs }: ReadContext, builder: OwnBundleBuilder): Bundle {
  const read = builder.read();
  const { header, finished, documents, outcomes, logs, errorGroups } = read;
  return {
    name,
    header,
    finished,
    documents: spec => documents.get(spec.id) ?? [],
    outcome: spec => outcomes.get(spec.id),
    outcomes: outcomes.all(),
    matches: matchesOf(needs, logs),
    logs: logs.map(({ summary }) => summary),
    differing: tellDifferences(read, builder.problems),
    around: surroundingsIn([...documents.values()].flat(), logs),
    activity: mergeActivity(logs),
    errorGroups,
    problems: builder.problems.list(),
  };
}
