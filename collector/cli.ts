#!/usr/bin/env node
import os from 'node:os';
import path from 'node:path';
import yargs from 'yargs';
import { specs } from '../bundle/specs/index.js';
import { type CollectResult, collect, type Progress } from './collect.js';
import { describeSpec } from './describe-spec.js';
import { takeLowestPriority } from './limits/lowest-priority.js';
import { selectSpecs } from './select-specs.js';
import { generateShellCollector } from './shell/generate.js';
import { summarize } from './summary.js';
import { version } from './version.js';

const EXIT = { done: 0, cannot: 2, cutOff: 3, interrupted: 130 } as const;

const parser = yargs(process.argv.slice(2))
  .scriptName('nodetriage-collect')
  .usage('$0 [options]\n\nCollects what explains the state of this k3s or Kubernetes node into one file.')
  .option('output', {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    describe: 'Where to write the bundle; - is standard output',
  })
  .option('node', {
    type: 'string',
    requiresArg: true,
    describe: 'Name of this node in the cluster, when it is not found by itself',
  })
  .option('kubectl', { type: 'string', requiresArg: true, describe: "How to call kubectl, such as 'k3s kubectl'" })
  .option('kubeconfig', { type: 'string', requiresArg: true, describe: 'Given to kubectl, never collected' })
  .option('only', {
    type: 'string',
    requiresArg: true,
    describe: 'Collect only these: ids or areas of --list, parted by commas',
  })
  .option('skip', { type: 'string', requiresArg: true, describe: 'Leave these out' })
  .option('list', { type: 'boolean', describe: 'Print what would be collected and why, and do nothing else' })
  .option('quiet', { type: 'boolean', describe: 'No progress, no summary' })
  .example('sudo $0', 'collect into the current folder')
  .example("sudo $0 --kubectl 'ones-ai-k8s.sh kubectl'", 'kubectl lives in a toolbox container')
  .example('ssh node sudo nodetriage-collect -o - > node.tar.gz', 'leave nothing on the node')
  .epilogue(
    'Exit codes: 0 bundle written, whatever was found; 2 could not begin (unknown flag, output cannot be written);\n' +
      '3 the output broke off, for instance by a full disk; 130 interrupted, the bundle is closed and readable.',
  )
  .version(version)
  .strict()
  .command('$0', false, {})
  .command('script', 'Print a collector for nodes without Node.js: one file for sh')
  .parserConfiguration({ 'duplicate-arguments-array': false })
  .wrap(Math.min(110, process.stderr.columns ?? 110))
  .exitProcess(false)
  .fail((message, error) => {
    throw error ?? new Error(message);
  });

process.exitCode = await main();

async function main(): Promise<number> {
  const args = await parse();
  if (typeof args === 'number') return args;
  const [word, ...more] = args._;
  if (word !== undefined && (word !== 'script' || more.length > 0))
    return cannot('unexpected words on the command line (see --help)');
  if (word === 'script') {
    process.stdout.write(await generateShellCollector());
    return EXIT.done;
  }
  const selection = selectSpecs(specs, args);
  if ('unknown' in selection) return cannot(`there is nothing named ${selection.unknown} to collect: see --list`);
  if (args.list) {
    for (const spec of specs) {
      if (selection.whyLeftOut(spec) === undefined)
        console.log(`${spec.id}\n    ${describeSpec(spec)}\n    ${spec.why}`);
    }
    return EXIT.done;
  }
  const toStdout = args.output === '-';
  if (toStdout && process.stdout.isTTY) return cannot('a bundle is not for a terminal: redirect it, or give -o FILE');
  const file = path.resolve(args.output ?? defaultName());
  const progress = args.quiet ? undefined : showProgress();
  await takeLowestPriority();
  const result = await collect({
    output: toStdout ? process.stdout : file,
    specs,
    leaveOut: selection.whyLeftOut,
    node: args.node,
    kubectl: args.kubectl,
    kubeconfig: args.kubeconfig,
    signal: interruptSignal(),
    ...(progress && { onProgress: progress }),
  });
  return report(result, toStdout ? undefined : file, args.quiet ?? false);
}

async function parse() {
  try {
    const args = await parser.parse();
    // --help and --version have been answered by the parser.
    return args['help'] || args['version'] ? EXIT.done : args;
  } catch (error) {
    return cannot(`${error instanceof Error ? error.message : error} (see --help)`);
  }
}

function report(result: CollectResult, file: string | undefined, quiet: boolean): number {
  if (result.kind === 'collected') {
    if (!quiet) console.error(summarize(result, file));
    return result.interrupted ? EXIT.interrupted : EXIT.done;
  }
  if (!result.begun) return cannot(`cannot write ${result.reason}`);
  const left = result.partial
    ? ` What was written is readable: ${result.partial}. Way out: -o - to a disk elsewhere.`
    : '';
  console.error(`nodetriage-collect: cannot go on writing ${result.reason}.${left}`);
  return EXIT.cutOff;
}

function cannot(reason: string): number {
  console.error(`nodetriage-collect: ${reason.replaceAll('\n', ' ')}`);
  return EXIT.cannot;
}

/** On a terminal one line that changes, elsewhere a line for each area. */
function showProgress(): (progress: Progress) => void {
  const begin = performance.now();
  let area = '';
  return ({ done, total, spec }) => {
    const seconds = Math.round((performance.now() - begin) / 1000);
    if (process.stderr.isTTY) {
      const line = spec ? `${done}/${total}  ${seconds} s  ${spec.id}` : '';
      process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      return;
    }
    const next = spec?.id.split('/')[0] ?? '';
    if (next === area || next === '') return;
    area = next;
    console.error(`${done}/${total}  ${seconds} s  ${area}`);
  };
}

/** The first signal ends the run in order, the second ends the process. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function defaultName(): string {
  const stamp = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  return `nodetriage-${os.hostname()}-${stamp}.tar.gz`;
}
