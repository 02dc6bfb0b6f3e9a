import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { root } from '../support.js';
import { FAMILIES } from './families.js';
import type { Fault } from './fault.js';
import { type Collector, type Run, runCollector } from './run-collector.js';

// Measures both collectors, with everything that they collect, and `sos report` under each fault, and writes the
// table of docs/COLLECTOR.md. By hand, as root: apt-get install sosreport && node dist/test/faults/measure.js [NAME OF A FAULT...]

const DOC = path.join(root, 'docs/COLLECTOR.md');
const BEGIN = '<!-- measured: written by test/faults/measure.ts -->\n';
const END = '<!-- end of what was measured -->';
const MEASURED = ['node', 'dash', 'sos'] as const;
/** Deadlines below this are what the fault is about; otherwise the usual one is taken. */
const SHORT_SECONDS = 45;
/** Most of them wait. */
const AT_ONCE = 2;

const NO_FAULT: Fault = { name: 'none', seen: 'Where the bundle lies.', held: 'Everything.', deadlineSeconds: 300 };

const faults = [NO_FAULT, ...Object.values(FAMILIES).flat()];
/** Names of faults on the command line: only these are measured, the other rows stay. */
const wanted = process.argv.slice(2);
const rows = await rowsOf(faults);
let written = Promise.resolve();
const waiting = [...faults.entries()].filter(([, { name }]) => wanted.length === 0 || wanted.includes(name));
await Promise.all(Array.from({ length: AT_ONCE }, work));

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [place, fault] = next;
    const cells: string[] = [];
    for (const collector of MEASURED) cells.push(await measure(fault, collector));
    rows[place] = `| ${[fault.name, fault.seen, fault.held, ...cells].join(' | ')} |`;
    process.stderr.write(`${fault.name}: ${cells.join(' | ')}\n`);
    // What was measured is kept when it is stopped.
    written = written.then(writeTable);
    await written;
  }
}

/** What the table says of them now. */
async function rowsOf(faults: readonly Fault[]): Promise<string[]> {
  const lines = (await readFile(DOC, 'utf8')).split('\n');
  return faults.map(({ name }) => lines.find(line => line.startsWith(`| ${name} |`)) ?? '');
}

async function measure(fault: Fault, collector: Collector): Promise<string> {
  if (fault.collectors && !fault.collectors.includes(collector)) return 'not asked';
  if (collector === 'sos' && fault.sos !== undefined) return fault.sos;
  const { programs = {}, flags = [], deadlineSeconds } = fault;
  const deadline = deadlineSeconds < SHORT_SECONDS ? ['--deadline', String(deadlineSeconds)] : [];
  const all = { ...fault, programs, flags: [...withoutSelection(flags), ...deadline] };
  return runCollector(collector, all, async run => words(run, collector));
}

/** The tests ask for a part where the whole is not the point. */
function withoutSelection(flags: readonly string[]): readonly string[] {
  return flags.filter((flag, i) => !/^--(only|skip)$/.test(flag) && !/^--(only|skip)$/.test(flags[i - 1] ?? ''));
}

function words({ seconds, killed, peak, exitCode, output, left }: Run, collector: Collector): string {
  const time = killed ? `did not end in ${Math.round(seconds)} s` : `${seconds.toFixed(1)} s`;
  const own = collector === 'node' ? ` (own ${peak.nodeMiB})` : '';
  const notes = [
    ...(exitCode === 0 || killed ? [] : [`exit ${exitCode}`]),
    ...(output.some(name => /\.(gz|xz|partial)$/.test(name)) ? [] : ['no archive']),
    ...(left.length > 0 ? [`${left.length} process${left.length === 1 ? '' : 'es'} left`] : []),
  ];
  return [time, `${Math.max(peak.allMiB, peak.nodeMiB)} MiB${own}`, ...notes].join(', ');
}

async function writeTable(): Promise<void> {
  const { stdout: sos } = await execa('dpkg-query', ['-W', '-f', '${Version}', 'sosreport']);
  const machine = `Node.js ${process.version}, dash, sosreport ${sos}, Linux ${os.release().split('.').slice(0, 2).join('.')}, ${os.cpus().length} processors`;
  const head = [
    'fault',
    'what you see',
    'what the bundle holds',
    'nodetriage-collect',
    'collect.sh (dash)',
    'sos report',
  ];
  const table = [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.filter(Boolean)].join('\n');
  const doc = await readFile(DOC, 'utf8');
  const [before = '', rest = ''] = doc.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  await writeFile(DOC, `${before}${BEGIN}\nMeasured with ${machine}.\n\n${table}\n\n${after}`);
}
