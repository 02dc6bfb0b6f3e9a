import type { Bundle, BundleProblem } from '../bundle.js';
import { documentsOf } from '../layouts/foreign-bundle.js';
import { type ForeignNode, foreignNodes } from '../layouts/foreign-nodes.js';
import { LAYOUTS } from '../layouts/layouts.js';
import { hasPlaceFor, planFor } from '../layouts/plan.js';
import { recognise } from '../layouts/recognise.js';
import type { Survey } from '../layouts/survey.js';
import { mergeActivity } from '../scan/merge-activity.js';
import { type ForeignRead, foreignBuilder, isFor } from './foreign-builder.js';
import { logsIn, matchesOf } from './matches-of.js';
import type { ReadContext } from './read-bundle.js';
import type { Reading } from './reading-of.js';
import { surroundingsIn } from './surroundings-in.js';

/** The bundles of another tool, one for each node; undefined when the archive is of none that we know. */
export async function readForeign(
  survey: Survey,
  problems: readonly BundleProblem[],
  read: Reading,
  context: ReadContext,
): Promise<readonly Bundle[] | undefined> {
  const found = recognise(
    survey.entries.map(({ name }) => name),
    LAYOUTS,
  );
  if (found.length === 0) return undefined;
  const plan = planFor(found, survey.entries);
  const nodes = foreignNodes(found, plan, survey);
  const builder = foreignBuilder(context.set, context.limits, plan, nodes);
  await read(builder);
  const all = builder.problems.list();
  // Links and odd names, which the first reading has told of, abound in such bundles.
  const cut = problems.filter(({ kind }) => kind === 'cut-off' && !all.some(problem => problem.kind === kind));
  return nodes.map(node => foreignBundle(node, builder.read(), [...cut, ...all], context));
}

/** What was read of one node, as a bundle. */
export function foreignBundle(
  node: ForeignNode,
  { documents, logs: byNode, errorGroups }: ForeignRead,
  problems: readonly BundleProblem[],
  { name, needs }: ReadContext,
): Bundle {
  const { layout } = node.found;
  const logs = byNode.get(node) ?? [];
  const own = documents.filter(({ use }) => isFor(use, node));
  return {
    name,
    header: node.header,
    origin: { tool: layout.tool, collects: spec => hasPlaceFor(layout, spec) },
    finished: true,
    documents: documentsOf(own, node),
    outcome: () => undefined,
    outcomes: [],
    matches: matchesOf(needs, logs),
    logs: logs.map(({ summary }) => summary),
    logsOf: logsIn(logs),
    differing: new Map(),
    around: surroundingsIn(
      own.map(({ source }) => source),
      logs,
    ),
    activity: mergeActivity(logs),
    errorGroups: errorGroups.get(node) ?? [],
    problems,
  };
}
