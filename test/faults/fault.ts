import { expect } from 'chai';
import type { Bundle } from '../../analyzer/bundle.js';
import type { Outcome, SpecOutcome } from '../../bundle/manifest.js';
import { type Collector, type Run, runCollector, type Situation } from './run-collector.js';

/** Something that is wrong with a node, made for real, and what a collector must make of it. */
export interface Fault extends Situation {
  readonly name: string;
  /** What the person at the terminal sees, and what the bundle holds: for docs/COLLECTOR.md. */
  readonly seen: string;
  readonly held: string;
  /** The run ends within so many seconds; given as `--deadline`. */
  readonly deadlineSeconds: number;
  /** It keeps the processors busy to the end: such a run goes on alone, lest it measure others. */
  readonly busy?: true;
  /** 0 when absent. */
  readonly exitCode?: number;
  /** What must be said, on standard error. */
  readonly says?: RegExp;
  /** Specs, areas of them, or `*`, that the fault changes, and how they must have ended; all others as without it. */
  readonly touches?: Readonly<Record<string, Touched>>;
  /** What else must hold. */
  readonly expect?: (run: Run, collector: Collector) => unknown;
  /** Where the node's own commands take more memory than the collector may. */
  readonly heldMiB?: number;
  readonly collectors?: readonly Collector[];
  /** Files in the folder of the output afterwards. */
  readonly output?: readonly string[];
  /** Why `sos report` cannot be measured under it. */
  readonly sos?: string;
}

export interface Touched {
  readonly outcome: Outcome | readonly Outcome[];
  /** Of `reason`, when there must be one. */
  readonly reason?: RegExp;
  /** It may also be as without the fault. */
  readonly orUsual?: boolean;
}

/** The collector itself, whatever the node's commands print. */
export const MEMORY_MIB = 150;
/** From the start of the process to its first look at the clock, and from its last word to its end. */
const MARGIN_SECONDS = 1;

/** Runs a collector under the fault and holds it to all that must be true after any fault. */
export async function collectUnder(fault: Fault, collector: Collector): Promise<Run> {
  const flags = [...(fault.flags ?? []), '--deadline', String(fault.deadlineSeconds)];
  return runCollector(collector, { ...fault, flags }, async run => {
    expect(run.exitCode, run.stderr).to.equal(fault.exitCode ?? 0);
    if (fault.says) expect(run.stderr).to.match(fault.says);
    expect(run.seconds, 'seconds').to.be.at.most(fault.deadlineSeconds + MARGIN_SECONDS);
    expect(run.peak.nodeMiB, 'MiB of Node.js').to.be.below(MEMORY_MIB);
    const bound = fault.heldMiB ?? MEMORY_MIB;
    if (collector !== 'node') expect(run.peak.heldMiB, 'MiB of all processes').to.be.below(bound);
    expectNothingLeft(run, fault);
    expectToldOnce(run.stderr);
    if (run.bundle) expectBundle(run, run.bundle, fault.exitCode === undefined);
    if (run.bundle?.finished) expectOutcomes(run.bundle, await undisturbed(collector), fault.touches ?? {});
    await fault.expect?.(run, collector);
    return run;
  });
}

/** Only what hangs in the kernel may stay, and the bundle says which processes these are. */
function expectNothingLeft({ left, scratch, output, bundle }: Run, fault: Fault): void {
  const stuck = bundle?.outcomes.flatMap(outcome => (outcome.stuck ? [outcome.stuck.pid] : [])) ?? [];
  const others = left.filter(({ pid, state }) => state !== 'D' || !stuck.includes(pid));
  expect(others, 'processes that are left').to.deep.equal([]);
  expect(scratch, 'scratch files').to.deep.equal([]);
  expect([...output].sort()).to.deep.equal(fault.output ?? ['bundle.tar.gz']);
}

/** In the closing summary there is one line for all that went wrong for the same reason. */
function expectToldOnce(stderr: string): void {
  const [, summary = ''] = stderr.split(/^.* things collected, .*\n/m);
  const troubles = /^(?: {2}.*\n)*/.exec(summary)?.[0].split('\n').filter(Boolean) ?? [];
  const reasons = troubles.map(line => line.replace(/^.*?: /, ''));
  expect(reasons).to.deep.equal([...new Set(reasons)]);
}

/** All that the bundle says it holds is there, and the analyzer has nothing to complain of. */
export function expectBundle({ paths }: Pick<Run, 'paths'>, bundle: Bundle, finished: boolean): void {
  const problems = finished ? bundle.problems : bundle.problems.filter(({ kind }) => kind !== 'cut-off');
  expect(problems).to.deep.equal([]);
  if (finished) expect(bundle.finished).to.equal(true);
  for (const { spec, entries, durationMs } of bundle.outcomes) {
    for (const entry of entries) expect(paths, spec).to.include(entry.path);
    expect(durationMs, spec).to.be.at.least(0);
  }
}

function expectOutcomes(bundle: Bundle, without: Bundle, touches: Readonly<Record<string, Touched>>): void {
  const usual = new Map(without.outcomes.map(outcome => [outcome.spec, outcome]));
  expect(bundle.outcomes).to.have.length(usual.size);
  for (const outcome of bundle.outcomes) {
    if (outcome.reason?.startsWith('left out by')) continue;
    const touched = touches[outcome.spec] ?? touches[outcome.spec.split('/')[0] ?? ''] ?? touches['*'];
    const asUsual = told(outcome) === told(usual.get(outcome.spec));
    if (touched && !(touched.orUsual && asUsual)) expectTouched(outcome, touched);
    else expect(told(outcome), 'not touched by the fault').to.equal(told(usual.get(outcome.spec)));
  }
}

function expectTouched(outcome: SpecOutcome, { outcome: wanted, reason }: Touched): void {
  expect([wanted].flat(), told(outcome)).to.include(outcome.outcome);
  if (reason) expect(outcome.reason, outcome.spec).to.match(reason);
}

/** Process numbers differ from run to run. */
function told(outcome: SpecOutcome | undefined): string {
  return outcome ? `${outcome.spec}: ${outcome.outcome}${outcome.reason ? `: ${outcome.reason}` : ''}` : 'nothing';
}

/** The process of a spec that was left behind. */
export function stuckOf(bundle: Bundle | undefined, spec: string): SpecOutcome['stuck'] {
  return bundle?.outcomes.find(outcome => outcome.spec === spec)?.stuck;
}

const runs = new Map<Collector, Promise<Bundle>>();

/** What this machine gives to this collector without any fault. Run once. */
export function undisturbed(collector: Collector): Promise<Bundle> {
  const known = runs.get(collector) ?? runCollector(collector, {}, async run => run.bundle ?? expect.fail(run.stderr));
  runs.set(collector, known);
  return known;
}
