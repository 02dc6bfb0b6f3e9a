import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import yargs from 'yargs';
import { discoverChecks } from '../../analyzer/discover.js';
import { logNeeds } from '../../analyzer/engine.js';
import { alsoRead } from '../../analyzer/reasoning/reason.js';
import { root } from '../support.js';
import { generateBundle } from './generate.js';
import { hitLines } from './hit-lines.js';
import { measure, median, type Patience, type Run } from './measure.js';
import { patternsForGrep } from './references.js';

/**
 * Measures the analyzer beside what else one could do with the same file, and writes
 * docs/BENCHMARKS.md. --quick takes small bundles, one run of each, and waits for nobody; it writes nothing.
 */
const { quick } = await yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .usage('$0 [--quick]\n\nMeasures the analyzer beside gzip, grep, ripgrep and Node, and writes docs/BENCHMARKS.md.')
  .option('quick', { type: 'boolean', default: false, describe: 'Small bundles, one run of each; writes nothing' })
  .strict()
  .version(false)
  .parseAsync();
const ROUNDS = quick ? 1 : 5;
const PATIENCE: Patience = quick
  ? { quietSeconds: 0, tries: 1, totalSeconds: 0 }
  : { quietSeconds: 40, tries: 6, totalSeconds: 45 * 60 };
const [SMALL, MIDDLE, LARGE, HUGE] = quick ? [16, 32, 64, 128] : [64, 256, 1024, 4096];
const MIB = 2 ** 20;
const SEED = 20261123;

interface Case {
  readonly name: string;
  readonly command: string;
}

const folder = path.join(os.tmpdir(), 'nodetriage-bench');
mkdirSync(folder, { recursive: true });
const out = path.join(folder, 'out');
mkdirSync(out, { recursive: true });
const dist = path.join(root, 'dist');
const analyzer = `node ${dist}/bin/nodetriage-analyze.js`;
const needs = logNeeds([...(await discoverChecks()).values(), alsoRead]);
const hits = await hitLines(needs);
const patterns = path.join(folder, 'patterns.txt');
writeFileSync(patterns, patternsForGrep(needs));

const plain = async (mib: number) => bundle(`plain-${mib}`, mib, 10_000);
const toHtml = (file: string) => `${analyzer} ${file} -q --fail-on none -o ${out}/report.html`;

const [two, small, middle, large, huge] = [
  await plain(2),
  await plain(SMALL),
  await plain(MIDDLE),
  await plain(LARGE),
  await plain(HUGE),
];
const manyHits = await bundle(`hits-${LARGE}`, LARGE, 20);
const copy = path.join(folder, 'copy.tar.gz');
execFileSync('cp', [middle, copy]);

const sections: string[] = [];
await section(`${LARGE} MiB of logs (${fileSize(large)}), beside other programs`, [
  { name: 'gzip -dc', command: `gzip -dc ${large}` },
  {
    name: 'zcat \\| grep -cE, the patterns of all checks',
    command: `zcat ${large} | LC_ALL=C grep -cE -f ${patterns}`,
  },
  { name: 'zcat \\| rg -c, the patterns of all checks', command: `zcat ${large} | rg -c -f ${patterns}` },
  { name: "Node's gunzip, drained", command: `node ${dist}/test/bench/drain.js ${large}` },
  { name: '**nodetriage-analyze to HTML**', command: toHtml(large) },
]);
await section('From small to large', [
  ...[small, middle, large, huge].map((file, i) => ({
    name: `${[SMALL, MIDDLE, LARGE, HUGE][i]} MiB of logs to HTML`,
    command: toHtml(file),
  })),
]);
await section(`One line in 20 is one that a check looks for (${LARGE} MiB)`, [
  { name: 'one in 10,000', command: toHtml(large) },
  { name: 'one in 20', command: toHtml(manyHits) },
]);
await section(`Ten times as many patterns (${LARGE} MiB, read and searched, no report)`, [
  { name: `the ${needs.length} of all checks`, command: `node ${dist}/test/bench/read-with.js ${large} 0` },
  { name: 'and 1,500 generated ones', command: `node ${dist}/test/bench/read-with.js ${large} 1500` },
]);
await section('Start-up', [
  { name: 'node -e 0', command: 'node -e 0' },
  { name: '--help', command: `${analyzer} --help` },
  { name: '2 MiB of logs to HTML', command: toHtml(two) },
]);
await section(`Two bundles of ${MIDDLE} MiB`, [
  { name: 'one after the other', command: `${toHtml(middle)}; ${toHtml(copy)}` },
  { name: 'in one call', command: `${analyzer} ${middle} ${copy} -q --fail-on none -o ${out}/ --format html` },
]);
rmSync(copy);

const head = `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} × ${os.cpus()[0]?.model}, ${Math.round(os.totalmem() / 2 ** 30)} GiB,
Linux ${os.release()}, Node.js ${process.version}, ${version('gzip --version')}, ${version('grep --version')}, ${version('rg --version')}.

Whole processes, the median of ${ROUNDS} runs in turns, each begun when the machine was quiet and repeated when other work
disturbed it. The ratio is the median of the ratios within each round to the first line of its table. CPU is user and system
time; the peak is that of the largest process. The bundles are made by the script, the same for everybody: a week of
journals of kubelet (at verbose level), k3s, containerd, docker, chronyd and the kernel.
`;
const report = `${[head, ...sections].join('\n')}`;
process.stdout.write(report);
if (!quick) writeFileSync(path.join(root, 'docs/BENCHMARKS.md'), report);

/** Made once and kept for the next time. */
async function bundle(name: string, mib: number, hitEvery: number): Promise<string> {
  const file = path.join(folder, `${name}.tar.gz`);
  if (existsSync(file)) return file;
  process.stderr.write(`making ${file}\n`);
  await generateBundle(`${file}.partial`, { bytes: mib * MIB, hitEvery, hits, seed: SEED });
  execFileSync('mv', [`${file}.partial`, file]);
  return file;
}

/** Runs the cases in turns, once to warm up, and adds their table. */
async function section(title: string, cases: readonly Case[]): Promise<void> {
  const runs = cases.map((): Run[] => []);
  for (let round = quick ? 1 : 0; round <= ROUNDS; round++) {
    for (const [i, { name, command }] of cases.entries()) {
      process.stderr.write(`${title}: ${name} (${round}/${ROUNDS})\n`);
      const run = await measure(command, round === 0 ? { ...PATIENCE, quietSeconds: 0, tries: 1 } : PATIENCE);
      if (round > 0) runs[i]?.push(run);
    }
  }
  const rows = cases.map(({ name }, i) => {
    const own = runs[i] ?? [];
    const of = (value: (run: Run) => number) => median(own.map(value));
    const ratio = median(own.map(({ seconds }, k) => seconds / (runs[0]?.[k]?.seconds ?? Number.NaN)));
    const disturbed = Math.max(...own.map(run => run.disturbed));
    const cells = [
      of(run => run.seconds).toFixed(3),
      ratio.toFixed(2),
      of(run => run.cpuSeconds).toFixed(2),
      Math.max(...own.map(run => run.peakMiB)).toFixed(0),
      `${Math.round(100 * disturbed)} %`,
    ];
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  sections.push(
    `\n## ${title}\n\n| | seconds | ratio | CPU s | peak MiB | disturbed by |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  );
}

function fileSize(file: string): string {
  return `${Math.round(statSync(file).size / MIB)} MiB as .tar.gz`;
}

function version(command: string): string {
  try {
    return execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\n')[0] ?? command;
  } catch {
    throw new Error(`${command.split(' ')[0]} is needed: apt-get install ripgrep time`);
  }
}
