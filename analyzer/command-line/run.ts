import { withCompletions } from '../bundle-reader/same-node.js';
import { type Locale, SEVERITIES, type Severity } from '../check.js';
import { isNews } from '../report/baseline.js';
import type { Report } from '../report/report.js';
import type { Arguments } from './arguments.js';
import { expandInputs } from './expand-inputs.js';
import { sortInputs } from './loose-inputs.js';
import { readBaselines } from './read-baseline.js';
import { targetsFor } from './targets.js';
import { UsageError } from './usage-error.js';
import type { Job, ReportedNode } from './work-on.js';
import { type Ended, workOnAll } from './work-on-all.js';
import { writeIndex } from './write-index.js';

/** What the program does to the world outside of files. */
export interface Streams {
  out(text: string): void;
  /** All of standard input; absent where there is none. */
  input?(): Promise<Buffer>;
  /** One line of what went wrong. */
  complain(line: string): void;
  /** Told when the work on an input begins, and undefined when it ended. */
  progress(input: string | undefined): void;
  readonly width: number;
  readonly colour: boolean;
}

/** Analyzes every input and writes what was asked for. Returns the exit code. Throws UsageError before any work. */
export async function run(args: Arguments, streams: Streams): Promise<0 | 1 | 2> {
  if (args.compare) return (await import('./run-comparison.js')).runComparison(args, streams);
  if (args.verify) return (await import('./run-verification.js')).runVerification(args, streams);
  const { inputs, loose } = await sortInputs(
    expandInputs(args.inputs),
    args.as,
    streams.input ?? (async () => Buffer.alloc(0)),
  );
  const groups = new Map((await withCompletions(inputs)).map(group => [group[0], group]));
  if (args.askBack !== undefined && groups.size !== 1)
    throw new UsageError('--ask-back asks one node: give one bundle, and those that complete it');
  const targets = targetsFor([...groups.keys()], args.outputs, args.formats);
  const baseline = await readBaselines(args.baselines);
  const { locale, node, limits, askBack } = args;
  const jobs = [...targets].map(([input, own]): Job => {
    const files = groups.get(input) ?? input;
    const shared = { input, files, targets: own, locale, baseline, node, limits, askBack };
    return loose?.key === input ? { ...shared, loose } : shared;
  });
  const ended: Ended[] = [];
  let begun = 0;

  for await (const one of workOnAll(jobs, ({ input }) => streams.progress(named(input, ++begun, jobs.length)))) {
    streams.progress(undefined);
    ended.push(one);
    const { nodes, cluster, wrong } = one.outcome;
    if (cluster && !args.quiet) {
      const { renderCluster } = await import('../cluster/terminal.js');
      const files = cluster.targets.map(({ path }) => path);
      streams.out(renderCluster(cluster.cluster) + (await written(files, args.locale)));
    }
    for (const reported of nodes) {
      await show(reported, { ...args, several: jobs.length > 1 || nodes.length > 1 }, streams);
      if (reported.asked !== undefined) streams.complain(reported.asked);
    }
    if (wrong !== undefined) streams.complain(wrong);
  }
  for (const file of await writeIndex(ended, args.locale))
    if (!args.quiet) streams.out(await written([file], args.locale));
  if (ended.some(({ outcome }) => outcome.wrong !== undefined)) return 2;
  const reports = ended.flatMap(({ outcome }) => outcome.nodes.map(({ report }) => report));
  return reports.some(report => isAsBad(report, args.failOn)) ? 1 : 0;
}

function named(input: string, number: number, of: number): string {
  return of > 1 ? `${number}/${of} ${input}` : input;
}

async function show(
  { report, toStdout, targets: files }: ReportedNode,
  { quiet, several }: { readonly quiet: boolean; readonly several: boolean },
  streams: Streams,
): Promise<void> {
  if (toStdout !== undefined) return streams.out(toStdout);
  if (quiet) return;
  const { renderTerminal, renderBrief } = await import('../report/terminal.js');
  const places = await written(
    files.map(({ path }) => path),
    report.locale,
  );
  // Of many bundles that all have their reports one wants to know which to open.
  if (several && files.length > 0) return streams.out(renderBrief(report, streams) + places);
  streams.out(renderTerminal(report, streams) + (places && `\n${places}`) + (several ? '\n' : ''));
}

async function written(files: readonly string[], locale: Locale): Promise<string> {
  const { stringsIn } = await import('../report/strings.js');
  return files.map(file => `${stringsIn(locale).labels['written']}: ${file}\n`).join('');
}

/** Whether a severity is one to fail on. */
export function fails(severity: Severity, failOn: Severity | 'none'): boolean {
  return failOn !== 'none' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

function isAsBad({ findings }: Report, failOn: Severity | 'none'): boolean {
  return findings.some(finding => fails(finding.severity, failOn) && isNews(finding));
}
