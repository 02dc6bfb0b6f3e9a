#!/usr/bin/env node
import os from 'node:os';
import path from 'node:path';
import { type CollectResult, collect } from './collect.js';
import { commandLine, didYouMean } from './command-line/parser.js';
import { makePlan, type Plan } from './command-line/plan.js';
import { showProgress } from './command-line/progress.js';
import { describeSpec } from './describe-spec.js';
import { type Encryption, encryptionFor } from './encryption.js';
import { describeEstimate, estimate, littleRoom } from './estimate.js';
import { takeLowestPriority } from './limits/lowest-priority.js';
import { beginObfuscation, type Obfuscation } from './obfuscation/obfuscation.js';
import { generateShellCollector } from './shell/generate.js';
import { summarize } from './summary.js';

const EXIT = { done: 0, cannot: 2, cutOff: 3, interrupted: 130 } as const;

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
  let plan: Plan;
  try {
    plan = await makePlan(args);
  } catch (error) {
    return cannot(messageOf(error));
  }
  const wanted = plan.specs.filter(spec => plan.whyLeftOut(spec) === undefined);
  if (args.list || args.dryRun) {
    for (const spec of wanted) console.log(`${spec.id}\n    ${describeSpec(spec)}\n    ${spec.why}`);
    return EXIT.done;
  }
  await takeLowestPriority();
  if (args.estimate) {
    console.log(describeEstimate(await estimate(wanted, plan.maxBytes), plan.maxBytes));
    return EXIT.done;
  }
  return run(args, plan);
}

type Args = Exclude<Awaited<ReturnType<typeof parse>>, number>;

async function run(args: Args, plan: Plan): Promise<number> {
  const { specs, whyLeftOut, deadlineSeconds, maxBytes, since, until } = plan;
  const quiet = args.quiet ?? false;
  const toStdout = args.output === '-';
  if (toStdout && process.stdout.isTTY) return cannot('a bundle is not for a terminal: redirect it, or give -o FILE');
  const file = path.resolve(args.output ?? defaultName(args));
  if (!toStdout) await warnOfLittleRoom(file, plan);
  let encryption: Encryption | undefined;
  let obfuscation: Obfuscation | undefined;
  try {
    if (args.encryptTo) encryption = await encryptionFor(args.encryptTo);
    if (args.obfuscate) obfuscation = await beginObfuscation(toStdout ? defaultName(args) : file);
  } catch (error) {
    return cannot(messageOf(error));
  }

  const progress = quiet ? undefined : showProgress(screen());
  const result = await collect({
    output: toStdout ? process.stdout : file,
    specs,
    leaveOut: whyLeftOut,
    node: args.node,
    kubectl: args.kubectl,
    kubeconfig: args.kubeconfig,
    deadlineSeconds,
    // A node under load takes a while to load the program: whoever waits counts that, too.
    begin: 0,
    maxBytes,
    since,
    until,
    only: args.only,
    signal: interruptSignal(),
    encryption,
    obfuscator: obfuscation?.obfuscator,
    ...(progress && { onProgress: progress.update }),
  });
  progress?.end();
  if (result.kind === 'unwritten' && !result.begun) await obfuscation?.discard();
  else await tellObfuscation(obfuscation, quiet);
  return report(result, toStdout ? undefined : file, args);
}

async function parse() {
  try {
    const args = await commandLine(process.argv.slice(2), process.stderr.columns || 110).parse();
    // --help and --version have been answered by the parser.
    return args['help'] || args['version'] ? EXIT.done : args;
  } catch (error) {
    const message = messageOf(error);
    return cannot(`${message}${didYouMean(message)} (see --help)`);
  }
}

async function tellObfuscation(obfuscation: Obfuscation | undefined, quiet: boolean): Promise<void> {
  if (!obfuscation) return;
  try {
    await obfuscation.writeMap();
    if (!quiet) console.error(obfuscation.summary());
  } catch (error) {
    console.error(`nodetriage-collect: ${messageOf(error)}; it holds the key, but not what stands for what`);
  }
}

function report(result: CollectResult, file: string | undefined, { quiet, encryptTo }: Args): number {
  if (result.kind === 'collected') {
    if (!quiet) console.error(summarize(result, file, encryptTo !== undefined));
    return result.interrupted ? EXIT.interrupted : EXIT.done;
  }
  if (!result.begun) return cannot(`cannot write ${result.reason}`);
  const left = result.partial
    ? ` What was written is readable: ${result.partial}. Way out: -o - to a disk elsewhere.`
    : '';
  console.error(`nodetriage-collect: cannot go on writing ${result.reason}.${left}`);
  // A reader that takes nothing more would keep us here: what waits for it is lost anyway.
  if (file === undefined) process.exit(EXIT.cutOff);
  return EXIT.cutOff;
}

/** Only where the limit itself would not fit: then it is worth to look how much will come. */
async function warnOfLittleRoom(file: string, { specs, whyLeftOut, maxBytes }: Plan): Promise<void> {
  if ((await littleRoom(file, maxBytes)) === undefined) return;
  const { packedBytes } = await estimate(
    specs.filter(spec => whyLeftOut(spec) === undefined),
    maxBytes,
  );
  const warning = await littleRoom(file, packedBytes);
  if (warning !== undefined) console.error(`nodetriage-collect: ${warning}`);
}

function cannot(reason: string): number {
  console.error(`nodetriage-collect: ${reason.replaceAll('\n', ' ')}`);
  return EXIT.cannot;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function screen() {
  return {
    write: (text: string) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY ?? false,
    columns: () => process.stderr.columns || 80,
  };
}

/** The first signal ends the run in order, the second ends the process. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** Neither the name of the node nor that it is encrypted is to be lost, or told, by the name of the file. */
function defaultName({ obfuscate, encryptTo }: Args): string {
  const stamp = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  return `nodetriage-${obfuscate ? 'obfuscated' : os.hostname()}-${stamp}.tar.gz${encryptTo ? '.age' : ''}`;
}
