import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Argv, Content } from '../bundle/spec.js';
import { type Kept, keepOutput } from './kept-output.js';

/** How a child ended, and what it said. A sick node is data: nothing here throws. */
export interface CommandRun {
  readonly argv: Argv;
  /**
   * exited: by itself. timeout, interrupted: it was stopped. not-found: there is no such program.
   * not-allowed: this user may not run it. not-started: the node had no process or memory for it.
   */
  readonly end: 'exited' | 'timeout' | 'interrupted' | 'not-found' | 'not-allowed' | 'not-started';
  readonly exitCode?: number;
  readonly signal?: string;
  /** It did not end even after SIGKILL (state D) and was left behind. */
  readonly abandoned: boolean;
  readonly stdout: Kept;
  /** The first 64 KiB, latin1. */
  readonly stderr: string;
}

export interface RunLimits {
  readonly content: Content;
  readonly maxBytes: number;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const STDERR_MAX_BYTES = 64 * 1024;
/** From SIGTERM to SIGKILL, and from SIGKILL to giving the child up. */
const GRACE_MS = 1000;
/** A child that has ended may leave another behind that holds its output open. */
const CLOSE_GRACE_MS = 500;
/** The lowest: what we run must not make the node worse. */
const NICENESS = 19;

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

/** Where programs are looked for: PATH, then the usual folders, which sudo and cron leave out. */
export function searchPath(): readonly string[] {
  return [...new Set([...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...SEARCHED_TOO])];
}

/**
 * Runs a program without shell and input, in its own process group, with a time limit. A child in state D
 * ends on no signal: execa and the *Sync calls would wait for it for ever, so it is given up instead.
 */
export async function runCommand(argv: Argv, limits: RunLimits): Promise<CommandRun> {
  const stdout = keepOutput(limits.content, limits.maxBytes);
  const stderr = keepOutput('document', STDERR_MAX_BYTES);
  const result = (end: CommandRun['end'], rest: Partial<CommandRun> = {}): CommandRun => ({
    argv,
    end,
    abandoned: false,
    stdout: stdout.end(),
    stderr: readText(stderr.end()),
    ...rest,
  });
  if (limits.signal?.aborted) return result('interrupted');

  const started = await start(argv);
  if ('notStarted' in started) return result(started.notStarted);
  const { child } = started;
  child.stdout.on('data', chunk => stdout.write(chunk));
  child.stderr.on('data', chunk => stderr.write(chunk));
  const exit = new Promise(resolve => child.once('exit', resolve));
  const close = new Promise(resolve => child.once('close', resolve));

  const stopped = await waitOrStop(child, exit, limits);
  const exited = await within(exit, stopped ? 0 : undefined);
  const closed = exited && (await within(close, CLOSE_GRACE_MS));
  if (!closed || stopped) sendToGroup(child, 'SIGKILL');
  if (!closed) giveUp(child);
  return result(stopped ?? 'exited', {
    ...(!stopped && child.exitCode !== null && { exitCode: child.exitCode }),
    ...(child.signalCode !== null && { signal: child.signalCode }),
    abandoned: !exited,
  });
}

/** The text of a small output. Empties it. */
export function readText(kept: Kept): string {
  const blocks: Buffer[] = [];
  for (let block = kept.blocks.shift(); block; block = kept.blocks.shift()) blocks.push(block);
  return Buffer.concat(blocks).toString('latin1');
}

async function start([program, ...args]: Argv): Promise<{ child: Child } | { notStarted: CommandRun['end'] }> {
  const env = { ...process.env, LC_ALL: 'C', LANG: 'C', LANGUAGE: '', PATH: searchPath().join(':') };
  try {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
    const error = await new Promise<NodeJS.ErrnoException | undefined>(resolve => {
      child.once('spawn', () => resolve(undefined));
      child.once('error', resolve);
    });
    if (error) return { notStarted: await whyNotStarted(error, program) };
    child.on('error', () => undefined);
    lowerPriority(child);
    return { child };
  } catch (error) {
    return { notStarted: await whyNotStarted(error, program) };
  }
}

async function whyNotStarted(error: unknown, program: string): Promise<CommandRun['end']> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'not-found';
  if (code !== 'EACCES' && code !== 'EPERM') return 'not-started';
  // One folder of PATH that this user may not enter gives the same error as a program he may not run.
  return program.includes('/') || (await isInPath(program)) ? 'not-allowed' : 'not-found';
}

async function isInPath(program: string): Promise<boolean> {
  const places = searchPath().map(folder => `${folder}/${program}`);
  const { stdout } = await runCommand(['/bin/ls', '-d', ...places], {
    content: 'document',
    maxBytes: 64 * 1024,
    timeoutSeconds: 3,
  });
  return stdout.size > 0;
}

/** Waits for the end of the child, or stops its group and says why. */
async function waitOrStop(
  child: Child,
  exit: Promise<unknown>,
  { timeoutSeconds, signal }: RunLimits,
): Promise<'timeout' | 'interrupted' | undefined> {
  const waiting = new AbortController();
  const interrupted = signal
    ? once(signal, 'abort', { signal: waiting.signal }).catch(() => undefined)
    : new Promise(() => {});
  const why = await Promise.race([
    exit.then(() => undefined),
    sleep(timeoutSeconds * 1000, 'timeout' as const, { signal: waiting.signal }).catch(() => undefined),
    interrupted.then(() => 'interrupted' as const),
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
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

function lowerPriority(child: Child): void {
  try {
    if (child.pid !== undefined) os.setPriority(child.pid, NICENESS);
  } catch {
    // It has ended already.
  }
}

/** Lets Node end although the child, or someone who holds its output, does not. */
function giveUp(child: Child): void {
  child.stdout.destroy();
  child.stderr.destroy();
  child.unref();
}
