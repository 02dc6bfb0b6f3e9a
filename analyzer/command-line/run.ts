import { judgeAll, judgeLoose, reportIn, reportsIn } from '../analyze.js';
import { withCompletions } from '../bundle-reader/same-node.js';
import { SEVERITIES, type Severity } from '../check.js';
import { againstBaseline, type Baseline, isNews } from '../report/baseline.js';
import type { Report, Reports } from '../report/report.js';
import type { Arguments } from './arguments.js';
import { askBack } from './ask-back.js';
import { expandInputs } from './expand-inputs.js';
import { fileError } from './file-error.js';
import { sortInputs } from './loose-inputs.js';
import { chosen, targetsByNode } from './nodes.js';
import { readBaselines } from './read-baseline.js';
import { type Target, targetsFor } from './targets.js';
import { UsageError } from './usage-error.js';
import { writeWhole } from './write-whole.js';

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
  const reports: Report[] = [];
  let failed = false;
  let begun = 0;

  for (const [input, own] of targets) {
    try {
      streams.progress(targets.size > 1 ? `${++begun}/${targets.size} ${input}` : input);
      const { limits } = args;
      const read = loose?.key === input ? judgeLoose(loose) : judgeAll(groups.get(input) ?? input, { limits });
      const nodes = chosen(await read, args.node, input);
      const places = targetsByNode(nodes, own, input);
      if (nodes.length > 1 && !args.quiet && !own.some(({ path }) => path === 'stdout')) {
        streams.progress(undefined);
        const { renderCluster } = await import('../report/cluster.js');
        streams.out(renderCluster(nodes.map(node => reportIn(node, args.locale))));
      }
      for (const [i, node] of nodes.entries()) {
        const all = compared(reportsIn(node, args.locale), baseline);
        const files = await renderAll(all, places[i] ?? []);
        streams.progress(undefined);
        await writeWhole(files.filter(({ path }) => path !== 'stdout'));
        const asked = args.askBack === undefined ? undefined : await askBack(node, args.askBack);
        reports.push(all[0]);
        await show(all[0], files, { ...args, several: targets.size > 1 || nodes.length > 1 }, streams);
        if (asked !== undefined) streams.complain(asked);
      }
    } catch (error) {
      streams.progress(undefined);
      streams.complain(inWords(error, own));
      failed = true;
    }
  }
  if (failed) return 2;
  return reports.some(report => isAsBad(report, args.failOn)) ? 1 : 0;
}

function compared([first, ...others]: Reports, baseline: Baseline | undefined): Reports {
  if (!baseline) return [first, ...others];
  return [againstBaseline(first, baseline), ...others.map(other => againstBaseline(other, baseline))];
}

type Rendered = Target & { readonly text: string };

async function renderAll(reports: Reports, targets: readonly Target[]): Promise<Rendered[]> {
  if (targets.length === 0) return [];
  const { render } = await import('../report/render.js');
  return targets.map(target => ({ ...target, text: render(reports, target.format) }));
}

async function show(
  report: Report,
  files: readonly Rendered[],
  { quiet, several }: { readonly quiet: boolean; readonly several: boolean },
  streams: Streams,
): Promise<void> {
  const toStdout = files.find(({ path }) => path === 'stdout');
  if (toStdout) return streams.out(toStdout.text);
  if (quiet) return;
  const { renderTerminal, renderBrief } = await import('../report/terminal.js');
  const { stringsIn } = await import('../report/strings.js');
  const { labels } = stringsIn(report.locale);
  const written = files.map(({ path }) => `${labels['written']}: ${path}\n`).join('');
  // Of many bundles that all have their reports one wants to know which to open.
  if (several && files.length > 0) return streams.out(renderBrief(report, streams) + written);
  streams.out(renderTerminal(report, streams) + (written && `\n${written}`) + (several ? '\n' : ''));
}

/** Whether a severity is one to fail on. */
export function fails(severity: Severity, failOn: Severity | 'none'): boolean {
  return failOn !== 'none' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

function isAsBad({ findings }: Report, failOn: Severity | 'none'): boolean {
  return findings.some(finding => fails(finding.severity, failOn) && isNews(finding));
}

/** Errors of the file system name the file that we made up beside the one that was asked for. */
export function inWords(error: unknown, targets: readonly Target[]): string {
  const reason = fileError(error);
  if (reason === undefined) return error instanceof Error ? error.message : String(error);
  const files = targets.map(({ path }) => path).filter(path => path !== 'stdout');
  return `cannot write ${files.join(', ') || 'the report'}: ${reason}`;
}
