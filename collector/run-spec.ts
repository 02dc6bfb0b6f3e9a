import fastGlob from 'fast-glob';
import { entryPath } from '../bundle/entry-path.js';
import type { Outcome, SpecOutcome } from '../bundle/manifest.js';
import type { Argv, CommandSpec, FileSpec, GlobSpec, KubectlSpec, Spec } from '../bundle/spec.js';
import { type Judgement, judgeCommand } from './command-end.js';
import type { Dependencies } from './dependencies.js';
import type { Kept } from './kept-output.js';
import type { Kubectl } from './kubectl.js';
import { readFile, whyNotOpened } from './read-file.js';
import { type CommandRun, runCommand } from './run-command.js';
import type { UnitStates } from './units.js';

/** What a spec needs to know of the node it runs on. */
export interface SpecContext {
  readonly dependencies: Dependencies;
  readonly units: UnitStates;
  readonly kubectl: Kubectl | undefined;
  readonly nodeName: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a spec gave, before masking. */
export interface SpecResult extends Judgement, Pick<SpecOutcome, 'argv' | 'exitCode' | 'signal'> {
  readonly files: readonly { readonly path: string; readonly kept: Kept }[];
  readonly stderr: string;
}

/** Runs one spec, or says why it is not run. Never throws: a sick node is a result. */
export async function runSpec(spec: Spec, context: SpecContext): Promise<SpecResult> {
  const result = whyNotRun(spec, context) ?? (await run(spec, context));
  context.dependencies.learn(spec.dependsOn, result);
  return result;
}

function whyNotRun(spec: Spec, { dependencies, units, signal }: SpecContext): SpecResult | undefined {
  if (signal?.aborted) return without('skipped', 'interrupted');
  const down = dependencies.whySkipped(spec);
  if (down !== undefined) return without('skipped', down);
  const unit = spec.kind === 'command' ? spec.unit : undefined;
  if (unit === undefined || units.get(unit)?.loadState !== 'not-found') return undefined;
  return without('missing', `there is no unit ${unit}.service on this node`);
}

function run(spec: Spec, context: SpecContext): Promise<SpecResult> {
  if (spec.kind === 'file') return runFile(spec, context);
  if (spec.kind === 'glob') return runGlob(spec, context);
  return spec.kind === 'command' ? runCommandSpec(spec, context) : runKubectl(spec, context);
}

async function runFile(spec: FileSpec, { signal }: SpecContext): Promise<SpecResult> {
  const forbidden = whyNotOpened(spec.path);
  if (forbidden !== undefined) return without('skipped', forbidden);
  const { kept, ...judgement } = await readFile(spec.path, spec, signal);
  return { ...judgement, files: worthKeeping(judgement, kept) ? [{ path: entryPath(spec), kept }] : [], stderr: '' };
}

/** Worst first: one file that could not be read must not look as if all were. */
const WORST: readonly Outcome[] = ['timeout', 'failed', 'denied', 'skipped', 'truncated', 'ok', 'missing'];

async function runGlob(spec: GlobSpec, { signal }: SpecContext): Promise<SpecResult> {
  const matches = (await fastGlob(spec.pattern, { dot: true, suppressErrors: true })).sort().slice(-spec.maxFiles);
  const judgements: Judgement[] = [];
  const files: { path: string; kept: Kept }[] = [];
  for (const match of matches) {
    const forbidden = whyNotOpened(match);
    const read = forbidden === undefined ? await readFile(match, spec, signal) : undefined;
    judgements.push(read ?? { outcome: 'skipped', reason: forbidden ?? '' });
    if (read && worthKeeping(read, read.kept)) files.push({ path: entryPath(spec, match), kept: read.kept });
    // What hangs once hangs again: they lie in the same folder.
    if (read?.outcome === 'timeout' || signal?.aborted) break;
  }
  const worst = WORST.flatMap(outcome => judgements.find(judgement => judgement.outcome === outcome) ?? [])[0];
  if (!worst) return without('missing', `no file matches ${spec.pattern}`);
  return { outcome: worst.outcome, ...(worst.reason !== undefined && { reason: worst.reason }), files, stderr: '' };
}

async function runCommandSpec(spec: CommandSpec, context: SpecContext): Promise<SpecResult> {
  let best: SpecResult | undefined;
  for (const argv of [spec.argv, ...spec.orElse]) {
    const run = await runCommand(argv, { ...spec, signal: context.signal });
    const result = fromRun(spec, run, judgeCommand(run, spec));
    const answered = !['missing', 'failed'].includes(result.outcome);
    if (!best || answered || (best.outcome === 'missing' && result.outcome === 'failed')) best = result;
    if (answered || context.signal?.aborted) break;
    // "There is no such unit" is an answer; a program that is not there may have a stand-in.
    if (result.outcome === 'missing' && run.end === 'exited') break;
  }
  return best ?? without('missing', 'nothing to run');
}

async function runKubectl(spec: KubectlSpec, { kubectl, nodeName, signal }: SpecContext): Promise<SpecResult> {
  if (!kubectl) return without('missing', 'there is no kubectl on this node: give --kubectl');
  if (nodeName === undefined && spec.args.some(arg => arg.includes('{node}'))) {
    return without('skipped', 'the name of this node is not known: give --node');
  }
  const args = spec.args.map(arg => arg.replaceAll('{node}', nodeName ?? ''));
  const argv: Argv = [...kubectl.argv, ...args];
  const run = await runCommand(argv, { ...spec, signal });
  const judgement = judgeCommand(run, { okExits: [], missingExits: [] });
  return fromRun(spec, run, judgement);
}

function fromRun(spec: Spec, run: CommandRun, judgement: Judgement): SpecResult {
  return {
    ...judgement,
    argv: run.argv,
    ...(run.exitCode !== undefined && { exitCode: run.exitCode }),
    ...(run.signal !== undefined && { signal: run.signal }),
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
