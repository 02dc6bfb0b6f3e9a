import { type Judged, judgeAll } from '../analyze.js';
import { compareIn } from '../comparison/compare.js';
import { isNews } from '../comparison/finding-changes.js';
import { COMPARISON_FORMATS, renderComparison } from '../comparison/render.js';
import { renderComparisonTerminal } from '../comparison/terminal.js';
import { stringsIn } from '../report/strings.js';
import type { Arguments } from './arguments.js';
import { chosen } from './nodes.js';
import { fails, type Streams } from './run.js';
import { targetsFor } from './targets.js';
import { UsageError } from './usage-error.js';
import { inWords } from './work-on.js';
import { writeWhole } from './write-whole.js';

/** What a comparison in a folder is called. */
const NAME = 'comparison';

/** Compares two bundles and writes what was asked for. Returns the exit code. Throws UsageError before any work. */
export async function runComparison(args: Arguments, streams: Streams): Promise<0 | 1 | 2> {
  const [before, after, ...others] = args.inputs;
  if (before === undefined || after === undefined || others.length > 0) {
    throw new UsageError('--compare takes two bundles, the earlier one first: --compare before.tar.gz after.tar.gz');
  }
  if (args.baselines.length > 0) throw new UsageError('--compare and --baseline: give one of them');
  const targets = targetsFor([NAME], args.outputs, args.formats, args.inputs).get(NAME) ?? [];
  const wanted = targets.map(target => {
    const format = COMPARISON_FORMATS.find(known => known === target.format);
    if (!format) throw new UsageError(`--compare writes ${COMPARISON_FORMATS.join(', ')}, not ${target.format}`);
    return { ...target, format };
  });
  try {
    const first = await one(before, args.node, streams);
    const comparisons = compareIn(first, await one(after, args.node, streams), args.locale);
    const [comparison] = comparisons;
    streams.progress(undefined);
    const files = wanted.map(target => ({ ...target, text: renderComparison(comparisons, target.format) }));
    await writeWhole(files.filter(({ path }) => path !== 'stdout'));
    const toStdout = files.find(({ path }) => path === 'stdout');
    if (toStdout) streams.out(toStdout.text);
    else if (!args.quiet) {
      const written = files.map(({ path }) => `${stringsIn(args.locale).labels['written']}: ${path}\n`).join('');
      streams.out(renderComparisonTerminal(comparison, streams) + (written && `\n${written}`));
    }
    const news = comparison.findings.filter(isNews);
    return news.some(({ finding }) => fails(finding.severity, args.failOn)) ? 1 : 0;
  } catch (error) {
    streams.progress(undefined);
    streams.complain(inWords(error, wanted));
    return 2;
  }
}

async function one(input: string, node: string | undefined, streams: Streams): Promise<Judged> {
  streams.progress(input);
  const [first, ...others] = chosen(await judgeAll(input), node, input);
  if (first && others.length === 0) return first;
  throw new UsageError(`${input} tells of several nodes; choose one by --node`);
}
