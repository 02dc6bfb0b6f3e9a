import { type Input, judgeAll, judgeLoose, reportsIn } from '../analyze.js';
import type { Limits } from '../bundle-reader/limits.js';
import type { Locale } from '../check.js';
import { inShort, type NodeReports } from '../cluster/gather.js';
import { againstBaseline, type Baseline } from '../report/baseline.js';
import type { Report, Reports } from '../report/report.js';
import { askBack } from './ask-back.js';
import { fileError, ownFile } from './file-error.js';
import type { LooseInput } from './loose-inputs.js';
import { chosen, targetsByNode } from './nodes.js';
import type { Target } from './targets.js';
import { type ReportedCluster, writeCluster } from './write-cluster.js';
import { writeWhole } from './write-whole.js';

/** One input and what is wanted of it. Can be sent to another thread. */
export interface Job {
  /** What it is called in messages. */
  readonly input: string;
  /** It, and what completes it. */
  readonly files: Input;
  readonly targets: readonly Target[];
  readonly locale: Locale;
  readonly baseline: Baseline | undefined;
  /** The node to report, of an input that tells of several. */
  readonly node: string | undefined;
  readonly limits: Partial<Limits>;
  /** Where a script goes that asks the node for what is missing. */
  readonly askBack: string | undefined;
  /** Files that are no bundle, read already. */
  readonly loose?: LooseInput;
}

/** What came of a job. Its files are written. */
export interface Outcome {
  /** Of most inputs one. */
  readonly nodes: readonly ReportedNode[];
  /** What several nodes say together. */
  readonly cluster?: ReportedCluster;
  /** Why there is nothing, or no more, in one line. */
  readonly wrong?: string;
}

export interface ReportedNode {
  readonly report: Report;
  readonly targets: readonly Target[];
  /** What is meant for standard output. */
  readonly toStdout?: string;
  /** What to say of the script that asks back. */
  readonly asked?: string;
}

/** Analyzes one input and writes its reports. Never throws: one bad bundle costs only itself. */
export async function workOn(job: Job): Promise<Outcome> {
  const { input, files: given, targets, locale, baseline, node, limits, loose } = job;
  const nodes: ReportedNode[] = [];
  const told: NodeReports[] = [];
  try {
    const judged = chosen(await (loose ? judgeLoose(loose) : judgeAll(given, { limits })), node, input);
    const places = targetsByNode(judged, targets, input);
    for (const [i, one] of judged.entries()) {
      const own = places[i] ?? [];
      const all = compared(reportsIn(one, locale), baseline);
      if (judged.length > 1) told.push(inShort(all, i));
      const files = await renderAll(all, own);
      await writeWhole(files.filter(({ path }) => path !== 'stdout'));
      const toStdout = files.find(({ path }) => path === 'stdout')?.text;
      const asked = job.askBack === undefined ? undefined : await askBack(one, job.askBack);
      nodes.push({
        report: all[0],
        targets: own,
        ...(toStdout !== undefined && { toStdout }),
        ...(asked !== undefined && { asked }),
      });
    }
    const [first, ...others] = told;
    return first ? { nodes, cluster: await writeCluster([first, ...others], targets, places) } : { nodes };
  } catch (error) {
    return { nodes, wrong: inWords(error, targets) };
  }
}

function compared([first, ...others]: Reports, baseline: Baseline | undefined): Reports {
  if (!baseline) return [first, ...others];
  return [againstBaseline(first, baseline), ...others.map(other => againstBaseline(other, baseline))];
}

async function renderAll(reports: Reports, targets: readonly Target[]) {
  if (targets.length === 0) return [];
  const { render } = await import('../report/render.js');
  return targets.map(target => ({ ...target, text: render(reports, target.format) }));
}

/** Errors of the file system name the file that we made up beside the one that was asked for. */
export function inWords(error: unknown, targets: readonly Target[]): string {
  const reason = fileError(error);
  if (reason === undefined) return error instanceof Error ? error.message : String(error);
  const own = ownFile(error);
  if (own !== undefined) return `nodetriage is not installed whole, ${own} cannot be read: install it anew`;
  const files = targets.map(({ path }) => path).filter(path => path !== 'stdout');
  return `cannot write ${files.join(', ') || 'the report'}: ${reason}`;
}
