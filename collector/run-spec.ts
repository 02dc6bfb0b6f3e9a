import { entryPath } from '../bundle/entry-path.js';
import type { Outcome, SpecOutcome } from '../bundle/manifest.js';
import type { Argv, CommandSpec, FileSpec, GlobSpec, KubectlSpec, Spec } from '../bundle/spec.js';
import { type Judgement, judgeCommand } from './command-end.js';
import { type Dependencies, NAMES } from './dependencies.js';
import { findMatches } from './find-matches.js';
import { HELD_MAX_BYTES, type Kept } from './kept-output.js';
import type { Kubectl } from './kubectl.js';
import { type Deadline, stopOf } from './limits/deadline.js';
import { LEAST_ROOM_BYTES, type Room } from './limits/room.js';
import { readFile, whyNotOpened } from './read-file.js';
import { type CommandRun, runCommand } from './run-command.js';
import { formatBytes } from './summary.js';
import type { UnitStates } from './units.js';

/** What a spec needs to know of the node it runs on. */
export interface SpecContext {
  readonly dependencies: Dependencies;
  readonly units: UnitStates;
  readonly kubectl: Kubectl | undefined;
  readonly nodeName: string | undefined;
  readonly deadline: Deadline;
  readonly room: Room;
  /** Logs that can be asked so begin here. */
  readonly since: Date | undefined;
  readonly until?: Date | undefined;
}

/** What a spec gave, before masking. */
export interface SpecResult extends Judgement, Pick<SpecOutcome, 'argv' | 'exitCode' | 'signal' | 'stuck'> {
  readonly files: readonly { readonly path: string; readonly kept: Kept }[];
  readonly stderr: string;
}

/** Runs one spec, or says why it is not run. Never throws: a sick node is a result. */
export async function runSpec(spec: Spec, context: SpecContext): Promise<SpecResult> {
  const whyNot = whyNotRun(spec, context);
  const result = whyNot ?? (await run(spec, context));
  // What the end of the run has stopped may be in the best of health.
  if (!whyNot && !stopOf(context.deadline.signal)) context.dependencies.learn(spec.dependsOn, result);
  return spec.kind === 'command' && spec.whenHung ? orWhenHung(spec, spec.whenHung, result, context) : result;
}

function whyNotRun(spec: Spec, { dependencies, units, deadline, room }: SpecContext): SpecResult | undefined {
  const stop = stopOf(deadline.signal);
  if (stop) return without('skipped', stop.end === 'interrupted' ? 'interrupted' : `no time left: ${stop.words}`);
  if (room.left() < LEAST_ROOM_BYTES) return without('skipped', whyNoRoom(room));
  const down = dependencies.whySkipped(spec);
  if (down !== undefined) return without('skipped', down);
  const unit = spec.kind === 'command' ? spec.unit : undefined;
  if (unit === undefined || units.get(unit)?.loadState !== 'not-found') return undefined;
  return without('missing', `there is no unit ${unit}.service on this node`);
}

/** Said of what finds the bundle full. */
export function whyNoRoom({ maxBytes }: Pick<Room, 'maxBytes'>): string {
  return `no room left: the bundle has reached its limit of ${formatBytes(maxBytes)}`;
}

function run(spec: Spec, context: SpecContext): Promise<SpecResult> {
  if (spec.kind === 'file') return runFile(spec, context);
  if (spec.kind === 'glob') return runGlob(spec, context);
  return spec.kind === 'command' ? runCommandSpec(spec, context) : runKubectl(spec, context);
}

async function runFile(spec: FileSpec, context: SpecContext): Promise<SpecResult> {
  const { kept, ...judgement } = await readOne(spec.path, spec, context);
  const files = kept && worthKeeping(judgement, kept) ? [{ path: entryPath(spec), kept }] : [];
  return { ...judgement, files, stderr: '' };
}

type OneRead = Judgement & Pick<SpecOutcome, 'stuck'> & { readonly kept?: Kept };

async function readOne(
  path: string,
  { content, maxBytes, timeoutSeconds }: Spec,
  { dependencies, deadline }: SpecContext,
  heldBytes?: number,
): Promise<OneRead> {
  const whyNot = whyNotOpened(path) ?? (await dependencies.whyHung([path]));
  if (whyNot !== undefined) return { outcome: 'skipped', reason: whyNot };
  return readFile(path, { content, maxBytes, timeoutSeconds, heldBytes }, deadline.signal);
}

/** All files of a glob are held until the last has been read: together about as much as one output; so much of each. */
const LEAST_HELD_BYTES = 320 * 1024;

/** Worst first: one file that could not be read must not look as if all were. */
const WORST: readonly Outcome[] = ['timeout', 'failed', 'denied', 'skipped', 'truncated', 'ok', 'missing'];

async function runGlob(spec: GlobSpec, context: SpecContext): Promise<SpecResult> {
  const hung = await context.dependencies.whyHung([spec.pattern.replace(/\/[^/]*\*.*$/, '/')]);
  if (hung !== undefined) return without('skipped', hung);
  const matches = await findMatches(spec, context.deadline.signal);
  if ('outcome' in matches) return { ...matches, files: [], stderr: '' };
  const reads: OneRead[] = [];
  const files: { path: string; kept: Kept }[] = [];
  let held = 0;
  for (const match of matches.paths) {
    const heldBytes = Math.max(LEAST_HELD_BYTES, HELD_MAX_BYTES - held);
    const { kept, ...judgement } = await readOne(match, spec, context, heldBytes);
    reads.push(judgement);
    held += kept?.blocks.deflatedSize ?? 0;
    if (kept && worthKeeping(judgement, kept)) files.push({ path: entryPath(spec, match), kept });
    // What hangs once hangs again: they lie in the same folder.
    if (judgement.outcome === 'timeout' || context.deadline.signal.aborted) break;
  }
  const worst = WORST.flatMap(outcome => reads.find(read => read.outcome === outcome) ?? [])[0];
  return worst ? { ...worst, files, stderr: '' } : without('missing', `no file matches ${spec.pattern}`);
}

async function runCommandSpec(spec: CommandSpec, context: SpecContext): Promise<SpecResult> {
  let best: SpecResult | undefined;
  for (const argv of [spec.argv, ...spec.orElse]) {
    const hung = await context.dependencies.whyHung(argv);
    if (hung !== undefined) return without('skipped', hung);
    const run = await runCommand(withSince(argv, spec, context), { ...spec, signal: context.deadline.signal });
    const result = fromRun(spec, run, judgeCommand(run, spec));
    const answered = !['missing', 'failed'].includes(result.outcome);
    if (!best || answered || (best.outcome === 'missing' && result.outcome === 'failed')) best = result;
    if (answered || context.deadline.signal.aborted) break;
    // "There is no such unit" is an answer; a program that is not there may have a stand-in.
    if (result.outcome === 'missing' && run.end === 'exited') break;
  }
  return best ?? without('missing', 'nothing to run');
}

/** journalctl knows seconds since 1970 in every version and time zone. */
function withSince([program, ...args]: Argv, { since: flag }: CommandSpec, { since, until }: SpecContext): Argv {
  if (flag === undefined) return [program, ...args];
  const from = since ? [`${flag}@${Math.floor(since.getTime() / 1000)}`] : [];
  const to = until ? [`--until=@${Math.ceil(until.getTime() / 1000)}`] : [];
  return [program, ...from, ...to, ...args];
}

/** What its dependency does not let it do, or it hung on, is asked again for less. */
async function orWhenHung(spec: CommandSpec, argv: Argv, result: SpecResult, context: SpecContext) {
  const down = context.dependencies.whySkipped(spec);
  const { deadline, room } = context;
  if (down === undefined || deadline.signal.aborted || room.left() < LEAST_ROOM_BYTES) return result;
  const asked = await runCommandSpec({ ...spec, argv, orElse: [] }, context);
  const who = down.match(/^(.*?) did not answer: /)?.[1] ?? NAMES.mounts;
  const answered = asked.outcome === 'ok' || asked.outcome === 'truncated';
  const stuck = asked.stuck ?? result.stuck;
  context.dependencies.learn(undefined, asked);
  return {
    ...asked,
    ...(answered && { reason: `${who} did not answer: only the node's own folders were asked` }),
    ...(stuck && { stuck }),
  };
}

async function runKubectl(spec: KubectlSpec, { kubectl, nodeName, deadline }: SpecContext): Promise<SpecResult> {
  if (!kubectl) return without('missing', 'there is no kubectl on this node: give --kubectl');
  if (nodeName === undefined && spec.args.some(arg => arg.includes('{node}'))) {
    return without('skipped', 'the name of this node is not known: give --node');
  }
  const args = spec.args.map(arg => arg.replaceAll('{node}', nodeName ?? ''));
  const argv: Argv = [...kubectl.argv, ...args];
  const run = await runCommand(argv, { ...spec, signal: deadline.signal });
  const judgement = judgeCommand(run, { okExits: [], missingExits: [] });
  return fromRun(spec, run, judgement);
}

function fromRun(spec: Spec, run: CommandRun, judgement: Judgement): SpecResult {
  return {
    ...judgement,
    argv: run.argv,
    ...(run.exitCode !== undefined && { exitCode: run.exitCode }),
    ...(run.signal !== undefined && { signal: run.signal }),
    ...(run.stuck && { stuck: run.stuck }),
    files: worthKeeping(judgement, run.stdout) ? [{ path: entryPath(spec), kept: run.stdout }] : [],
    stderr: judgement.outcome === 'missing' ? '' : run.stderr,
  };
}

/** Nothing said is an answer when all went well, and nothing at all otherwise. */
function worthKeeping({ outcome }: Judgement, kept: Kept): boolean {
  return outcome === 'ok' || outcome === 'truncated' || (outcome !== 'missing' && kept.size > 0);
}

function without(outcome: Outcome, reason: string): SpecResult {
  return { outcome, reason, files: [], stderr: '' };
}
