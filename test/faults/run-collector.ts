import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Bundle } from '../../analyzer/bundle.js';
import { readBundle } from '../../analyzer/bundle-reader/read-bundle.js';
import { unpack } from '../collector-support.js';
import { writeCollector } from '../shell-support.js';
import { root } from '../support.js';
import { leftOf, MARK, type Peak, type Process, processesOf, watchMemory } from './processes.js';

/** The two collectors as they are shipped: `node dist/collector/cli.js`, and collect.sh under a shell. `sos` is for comparison. */
export const COLLECTORS = ['node', 'dash'] as const;
export type Collector = (typeof COLLECTORS)[number] | 'busybox sh' | 'bash' | 'mksh' | 'sos';

/** Where a collector is run. All of it is made for one run and goes with it. */
export interface Situation {
  /** Lines of sh that make the fault: run as root in a mount namespace of its own, in the folder of the run, `$DIR`. */
  readonly make?: string;
  /** How the collector, `"$@"`, is run. */
  readonly run?: string;
  /** Lines of sh for afterwards, in the same namespace. */
  readonly after?: string;
  /** Programs that are found before those of the machine: name and script. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Flags for the collector. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called before, with the folder of the run. */
  readonly prepare?: (dir: string) => Promise<void>;
  /** Called with the process id of the wrapper; with `run: 'exec "$@" ...'` it is that of the collector itself. */
  readonly meanwhile?: (pid: number, dir: string) => Promise<void>;
}

export interface Run {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** Of the collector alone, as the script says; of the script when the collector took its place. */
  readonly seconds: number;
  /** It did not end by itself. */
  readonly killed: boolean;
  readonly peak: Peak;
  /** What still lives after the run. */
  readonly left: readonly Process[];
  /** Files in the folder for scratch files, and in that for the bundle. */
  readonly scratch: readonly string[];
  readonly output: readonly string[];
  /** As the analyzer reads it; undefined when there is none, or nothing in it. */
  readonly bundle: Bundle | undefined;
  /** Size of the bundle. */
  readonly bytes: number;
  /** Paths of the archive, as tar lists them. */
  readonly paths: readonly string[];
  /** Of an entry, as tar unpacks it. */
  readonly entry: (path: string) => Promise<string>;
}

/** Longer than any deadline that a fault gives. */
const LATEST_SECONDS = 130;

export const TO_FILE = '"$@" -o out/bundle.tar.gz';
/** The user that may do nothing. */
export const AS_NOBODY = 'setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all';

/** Runs a whole collector for real, and tells all that can be seen from outside. */
export async function runCollector<T>(
  collector: Collector,
  situation: Situation,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-fault-'));
  try {
    await chmod(dir, 0o755);
    for (const name of ['bin', 'tmp', 'out', 'product', 'unpacked']) await mkdir(path.join(dir, name));
    for (const name of ['tmp', 'out']) await chmod(path.join(dir, name), 0o1777);
    for (const [name, script] of Object.entries(situation.programs ?? {}))
      await writeFile(path.join(dir, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await chmod(await writeCollector(dir), 0o644);
    await situation.prepare?.(dir);
    return await use(await watched(dir, collector, situation));
  } finally {
    await endHelpers(dir);
    await rm(dir, { recursive: true, force: true });
  }
}

function argvOf(dir: string, collector: Collector, { flags = [] }: Situation): readonly string[] {
  if (collector === 'sos') return ['sos', 'report', '--batch', '--quiet', '--tmp-dir', path.join(dir, 'out')];
  if (collector === 'node') return [process.execPath, 'product/dist/collector/cli.js', ...flags];
  return [...collector.split(' '), 'collect.sh', ...flags];
}

/**
 * What makes a fault for as long as the run lasts: a line of sh for `make`. It is no process of the run, and
 * goes with the folder. The run begins when it has printed its first line, which is in the file $NAME.
 */
export function helper(name: string, command: string): string {
  return `env -u ${MARK} setsid ${command} >${name} 2>${name}.err </dev/null &
echo $! >>helpers
while ! [ -s ${name} ]; do kill -0 $!; sleep 0.05; done`;
}

/** A run that does not end fails its test, and must not hold up the others. */
async function killAll(mark: string, dir: string): Promise<void> {
  for (const { pid } of await processesOf(mark)) process.kill(pid, 'SIGKILL');
  await endHelpers(dir);
}

async function endHelpers(dir: string): Promise<void> {
  const groups = await readFile(path.join(dir, 'helpers'), 'utf8').catch(() => '');
  for (const group of groups.split('\n').filter(Boolean)) {
    try {
      process.kill(-Number(group), 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

/** Who may not enter the folder that the product lies in sees it in the folder of the run. */
const script = ({ make = '', run = TO_FILE, after = '' }: Situation, collector: Collector) => `set -eu
DIR=$1 ROOT=$2
shift 2
cd "$DIR"
mount --bind "$ROOT" product
${make}
set +e
read -r begin _ </proc/uptime
${collector === 'sos' ? run.replace('-o out/bundle.tar.gz', '') : run}
code=$?
read -r end _ </proc/uptime
echo "$begin $end" >lasted
${after}
exit $code`;

async function lasted(dir: string): Promise<number | undefined> {
  const [begin, end] = (await readFile(path.join(dir, 'lasted'), 'utf8').catch(() => '')).split(' ').map(Number);
  return begin === undefined || end === undefined ? undefined : end - begin;
}

async function watched(dir: string, collector: Collector, situation: Situation): Promise<Run> {
  const mark = randomUUID();
  const env = { ...process.env, TMPDIR: `${dir}/tmp`, PATH: `${dir}/bin:${process.env['PATH']}`, ...situation.env };
  const own = ['-m', '--propagation', 'private', 'sh', '-c', script(situation, collector), 'sh', dir, root];
  own.push(...argvOf(dir, collector, situation));
  const begin = performance.now();
  const child = spawn('unshare', own, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...env, [MARK]: mark } });
  const memory = watchMemory(mark);
  let stderr = '';
  child.stderr.on('data', chunk => (stderr += chunk));
  let killed = false;
  const late = setTimeout(() => {
    killed = true;
    void killAll(mark, dir);
  }, LATEST_SECONDS * 1000);
  const meanwhile = situation.meanwhile?.(child.pid ?? 0, dir);
  // Not `close`: what is left behind may hold its standard error.
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const seconds = (await lasted(dir)) ?? (performance.now() - begin) / 1000;
  clearTimeout(late);
  await meanwhile;
  const left = await leftOf(mark);
  child.stderr.destroy();
  const peak = await memory.stop();
  const output = await readdir(path.join(dir, 'out'));
  const archive = output.find(name => name.startsWith('bundle.'));
  const file = path.join(dir, 'out', archive ?? 'bundle.tar.gz');
  const unpacked = await unpack(file, path.join(dir, 'unpacked'));
  return {
    exitCode,
    signal,
    stderr,
    seconds,
    killed,
    peak,
    left,
    scratch: await readdir(path.join(dir, 'tmp')),
    output,
    // A bundle that was broken off before its first entry holds nothing to read.
    bundle: unpacked.paths.length > 0 ? await readBundle(file, []) : undefined,
    bytes: archive ? (await stat(file)).size : 0,
    paths: unpacked.paths,
    entry: name => readFile(path.join(dir, 'unpacked', name), 'utf8'),
  };
}
