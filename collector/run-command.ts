import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StuckProcess } from '../bundle/manifest.js';
import type { Argv, Content } from '../bundle/spec.js';
import { type Kept, keepOutput } from './kept-output.js';
import { type Stop, stopOf } from './limits/deadline.js';
import { lookAtStuck } from './limits/stuck-process.js';
import { unwatch, watch } from './limits/watchdog.js';

/** How a child ended, and what it said. A sick node is data: nothing here throws. */
export interface CommandRun {
  readonly argv: Argv;
  /**
   * exited: by itself. timeout, deadline, interrupted: it was stopped. not-found: there is no such program.
   * not-allowed: this user may not run it. not-started: the node had no process or memory for it.
   */
  readonly end: 'exited' | 'timeout' | Stop['end'] | 'not-found' | 'not-allowed' | 'not-started';
  /** Why the whole run ends, when it was stopped for that. */
  readonly why?: string;
  readonly exitCode?: number;
  readonly signal?: string;
  /** It did not end even after SIGKILL (state D) and was left behind. */
  readonly stuck?: StuckProcess;
  readonly stdout: Kept;
  /** The first 64 KiB, latin1. */
  readonly stderr: string;
}

export interface RunLimits {
  readonly content: Content;
  readonly maxBytes: number;
  readonly timeoutSeconds: number;
  /** Of what is kept of standard output, deflated. */
  readonly heldBytes?: number | undefined;
  /** Of a Deadline. */
  readonly signal?: AbortSignal | undefined;
}

type Child = ChildProcess & {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly search: Readable;
};

const STDERR_MAX_BYTES = 64 * 1024;
/** From SIGTERM to SIGKILL, and from SIGKILL to giving the child up. */
const GRACE_MS = 1000;
/** A child that has ended may leave another behind that holds its output open. */
const CLOSE_GRACE_MS = 500;
/**
 * Looks for the program as execvp does, and becomes it. spawn itself would have Node wait, and for ever, when a
 * folder of PATH or the program lies on a mount that hangs; a shell can be left behind. 3 tells where it looks,
 * and what was not found.
 */
const BECOME = `set -f
why=not-found
case $1 in
*/*) places=$1 ;;
*) places=$PATH ;;
esac
IFS=:
for place in $places; do
  echo "$place" >&3
  [ "$place" = "$1" ] || place=$place/$1
  [ -f "$place" ] || continue
  [ ! -x "$place" ] || exec "$@" 3>&-
  why=not-allowed
done
echo "$why" >&3
exit 127`;

/** Folders that sudo and cron leave out of PATH. */
export const SEARCHED_TOO = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/var/lib/rancher/rke2/bin',
];

/** Of PATH, on a mount that hangs: looked into once. */
const hungFolders = new Set<string>();

/** Where programs are looked for: PATH, none that means where we happen to stand, then SEARCHED_TOO. */
export function searchPath(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(':').filter(folder => folder.startsWith('/'));
  return [...new Set([...folders, ...SEARCHED_TOO])].filter(folder => !hungFolders.has(folder));
}

/**
 * Runs a program without shell and input, in its own process group, with a time limit. A child in state D
 * ends on no signal: execa and the *Sync calls would wait for it for ever, so it is given up instead.
 */
export async function runCommand(argv: Argv, limits: RunLimits): Promise<CommandRun> {
  const stdout = keepOutput(limits.content, limits.maxBytes, limits.heldBytes);
  const stderr = keepOutput('document', STDERR_MAX_BYTES);
  const result = (end: CommandRun['end'], rest: Partial<CommandRun> = {}): CommandRun => ({
    argv,
    end,
    stdout: stdout.end(),
    stderr: readText(stderr.end()),
    ...rest,
  });
  const stop = stopOf(limits.signal);
  if (stop) return result(stop.end, { why: stop.words });

  const child = await start(argv);
  if (!child) return result('not-started');
  watch(child.pid);
  let search = '';
  child.stdout.on('data', chunk => stdout.write(chunk));
  child.stderr.on('data', chunk => stderr.write(chunk));
  child.search.on('data', chunk => {
    search += chunk;
  });
  const exit = new Promise(resolve => child.once('exit', resolve));
  const close = new Promise(resolve => child.once('close', resolve));

  const stopped = await waitOrStop(child, exit, limits);
  const exited = await within(exit, stopped ? 0 : undefined);
  const closed = exited && (await within(close, CLOSE_GRACE_MS));
  if (!closed || stopped) sendToGroup(child, 'SIGKILL');
  const stuck = exited ? undefined : await lookAtStuck(child.pid, argv);
  const searched = child.search.readableEnded;
  if (!closed) giveUp(child);
  unwatch(child.pid);
  const last = search.trimEnd().split('\n').at(-1) ?? '';
  if (last === 'not-found' || last === 'not-allowed') return result(last);
  if (stuck && !searched && stopped?.end === 'timeout' && searchPath().includes(last)) {
    hungFolders.add(last);
    return runCommand(argv, limits);
  }
  return result(stopped?.end ?? 'exited', {
    ...(!stopped && child.exitCode !== null && { exitCode: child.exitCode }),
    ...(stopped?.end !== 'timeout' && stopped && { why: stopped.words }),
    ...(child.signalCode !== null && { signal: child.signalCode }),
    ...(stuck && { stuck }),
  });
}

/** The text of a small output. Empties it. */
export function readText(kept: Kept): string {
  const blocks: Buffer[] = [];
  for (let block = kept.blocks.shift(); block; block = kept.blocks.shift()) blocks.push(block);
  return Buffer.concat(blocks).toString('latin1');
}

/** Undefined when the node has no process or memory left. */
async function start(argv: Argv): Promise<Child | undefined> {
  const env = { ...process.env, LC_ALL: 'C', LANG: 'C', LANGUAGE: '', PATH: searchPath().join(':') };
  try {
    const child = spawn('/bin/sh', ['-c', BECOME, 'sh', ...argv], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env,
    });
    const { pid, stdout, stderr, stdio } = child;
    const search = stdio[3];
    child.on('error', () => undefined);
    if (pid === undefined || !stdout || !stderr || !(search instanceof Readable)) return undefined;
    return Object.assign(child, { pid, stdout, stderr, search });
  } catch {
    return undefined;
  }
}

/** Waits for the end of the child, or stops its group and says why. */
async function waitOrStop(
  child: Child,
  exit: Promise<unknown>,
  { timeoutSeconds, signal }: RunLimits,
): Promise<Stop | { readonly end: 'timeout'; readonly words: '' } | undefined> {
  const waiting = new AbortController();
  const stopped = signal
    ? once(signal, 'abort', { signal: waiting.signal }).catch(() => undefined)
    : new Promise(() => {});
  const timeout = { end: 'timeout', words: '' } as const;
  const why = await Promise.race([
    exit.then(() => undefined),
    sleep(timeoutSeconds * 1000, timeout, { signal: waiting.signal }).catch(() => undefined),
    stopped.then(() => stopOf(signal)),
  ]);
  waiting.abort();
  if (!why) return undefined;
  sendToGroup(child, 'SIGTERM');
  if (await within(exit, GRACE_MS)) return why;
  sendToGroup(child, 'SIGKILL');
  await within(exit, GRACE_MS);
  return why;
}

/** Whether it came to pass within so many milliseconds; without a limit, waits. */
async function within(event: Promise<unknown>, ms: number | undefined): Promise<boolean> {
  if (ms === undefined) return event.then(() => true);
  const waiting = new AbortController();
  const late = sleep(ms, false, { signal: waiting.signal }).catch(() => false);
  const result = await Promise.race([event.then(() => true), late]);
  waiting.abort();
  return result;
}

function sendToGroup(child: Child, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

/** Lets Node end although the child, or someone who holds its output, does not. */
function giveUp(child: Child): void {
  child.stdout.destroy();
  child.stderr.destroy();
  child.search.destroy();
  child.unref();
}
