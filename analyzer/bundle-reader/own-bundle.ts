import type { Bundle } from '../bundle.js';
import { mergeActivity } from '../scan/merge-activity.js';
import type { OwnBundleBuilder } from './bundle-builder.js';
import { type Joined, joinParts, type Part } from './join-parts.js';
import { logsIn, matchesOf } from './matches-of.js';
import type { ReadContext } from './read-bundle.js';
import { surroundingsIn } from './surroundings-in.js';
import { tellDifferences } from './tell-differences.js';

/** A bundle of our own collector, when all of it has been read. */
export function ownBundle(context: ReadContext, builder: OwnBundleBuilder): Bundle {
  return bundleOf(context, joinParts([partOf(builder, '')]));
}

/** The same as one of several of a node. `prefix`: what its entries are called in evidence begins with it. */
export function partOf(builder: OwnBundleBuilder, prefix: string): Part {
  const read = builder.read();
  const differing = tellDifferences(read, builder.problems);
  return { read, differing, problems: builder.problems.list(), prefix };
}

/** What bundles of a node hold together, as one bundle. */
export function bundleOf(
  { name, needs }: Pick<ReadContext, 'name' | 'needs'>,
  { header, finished, documents, outcomes, logs, wholeLogs, errorGroups, differing, problems }: Joined,
): Bundle {
  return {
    name,
    header,
    finished,
    documents: spec => documents.get(spec.id) ?? [],
    outcome: spec => outcomes.get(spec.id),
    outcomes: outcomes.all(),
    matches: matchesOf(needs, wholeLogs),
    logs: wholeLogs.map(({ summary }) => summary),
    logsOf: logsIn(wholeLogs),
    differing,
    around: surroundingsIn([...documents.values()].flat(), logs),
    activity: mergeActivity(wholeLogs),
    errorGroups,
    problems,
  };
}
