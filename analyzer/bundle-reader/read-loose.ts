import type { Bundle } from '../bundle.js';
import type { Guess } from '../layouts/loose/guess.js';
import { looseNode, loosePlan, takenFor } from '../layouts/loose/loose-bundle.js';
import { foreignBuilder } from './foreign-builder.js';
import type { ReadContext } from './read-bundle.js';
import { foreignBundle } from './read-foreign.js';
import type { Reading } from './reading-of.js';
import { sniffBuilder } from './sniff-builder.js';
import { splittingSessions } from './split-sessions.js';

/**
 * Loose files as the bundle of one node, in two readings: what each is, then what is in it. Undefined when none of
 * them is anything that is read here. `named`: what the user says that they are, by their names.
 */
export async function readLoose(
  read: Reading,
  context: ReadContext,
  named: ReadonlyMap<string, Guess> = new Map(),
): Promise<Bundle | undefined> {
  const sniffer = sniffBuilder(context.limits);
  const whole = new Set(named.keys());
  await read(splittingSessions(sniffer, whole));
  const taken = takenFor(sniffer.files(), named);
  const plan = loosePlan(taken);
  if (![...plan.values()].some(uses => uses.length > 0)) return undefined;
  const node = looseNode(taken.filter(({ guess }) => guess !== undefined));
  const builder = foreignBuilder(context.set, context.limits, plan, [node]);
  await read(splittingSessions(builder, whole));
  const bundle = foreignBundle(node, builder.read(), [...sniffer.problems.list(), ...builder.problems.list()], context);
  const files = taken.map(({ name, part, guess }) => ({
    file: part && part.command !== '' ? `${part.of}:${part.linesBefore}` : (part?.of ?? name),
    ...(guess && { as: guess.as, certainty: guess.certainty }),
    read: (plan.get(name) ?? []).length > 0,
  }));
  return { ...bundle, origin: { tool: 'files', collects: () => true, files } };
}
