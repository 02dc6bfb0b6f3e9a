import type { Spec } from '../bundle/spec.js';
import type { Judgement } from './command-end.js';
import { firstLine } from './command-end.js';
import { isForbidden } from './forbidden.js';
import type { Kept } from './kept-output.js';
import { type CommandRun, type RunLimits, readText, runCommand } from './run-command.js';

export interface FileRead extends Judgement, Pick<CommandRun, 'stuck'> {
  readonly kept: Kept;
}

type Limits = Pick<Spec, 'content' | 'maxBytes' | 'timeoutSeconds'> & Pick<RunLimits, 'heldBytes'>;

/** What head and tail say of a file that is not there. */
export const ABSENT = /No such file or directory|Is a directory|Not a directory|Operation not supported|No such device/;
/** What they say of one that this user may not read. */
export const DENIED = /Permission denied|Operation not permitted/;

/**
 * Reads the first bytes of a document, the last of a log, in a child: a file on a mount that hangs would
 * hold Node itself for ever, a child can be left behind. A directory counts as a file that is not there.
 */
export async function readFile(path: string, limits: Limits, signal?: AbortSignal): Promise<FileRead> {
  const program = limits.content === 'log' ? 'tail' : 'head';
  // One byte more than is kept tells a file that was cut from one that fits.
  const run = await runCommand([program, '-c', String(limits.maxBytes + 1), path], { ...limits, signal });
  const judged = (): Judgement => {
    if (run.end === 'timeout') return { outcome: 'timeout', reason: `${path} could not be read in its time` };
    if (run.end === 'deadline') return { outcome: 'timeout', reason: `${program} was stopped: ${run.why}` };
    if (run.end === 'interrupted') return { outcome: 'failed', reason: 'stopped: the collector was interrupted' };
    if (run.end !== 'exited') return { outcome: 'failed', reason: `${program} could not be run on this node` };
    if (run.exitCode === 0) return { outcome: run.stdout.cut ? 'truncated' : 'ok' };
    if (ABSENT.test(run.stderr)) return { outcome: 'missing', reason: `there is no file ${path}` };
    if (DENIED.test(run.stderr)) return { outcome: 'denied', reason: `this user may not read ${path}` };
    return { outcome: 'failed', reason: firstLine(run.stderr) ?? `${program} failed on ${path}` };
  };
  const judgement = { ...judged(), ...(run.stuck && { stuck: run.stuck }) };
  if (judgement.outcome !== 'truncated') return { ...judgement, kept: run.stdout };
  const bytesRead = Math.max(run.stdout.bytesRead, await sizeOf(path, signal));
  return { ...judgement, kept: { ...run.stdout, bytesRead } };
}

/** A small file as text without the line's end; undefined when it cannot be read. */
export async function readSmallFile(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const limits = { content: 'document', maxBytes: 64 * 1024, timeoutSeconds: 3 } as const;
  const { outcome, kept } = await readFile(path, limits, signal);
  return outcome === 'ok' ? readText(kept).trim() : undefined;
}

/** Those of the paths that exist, in the order given. When one hangs, those before it: ask for it last. */
export async function existing(paths: readonly string[], signal?: AbortSignal): Promise<readonly string[]> {
  const script = 'for f; do if [ -e "$f" ]; then printf "%s\\n" "$f"; fi; done';
  const run = await runCommand(['sh', '-c', script, 'sh', ...paths], {
    content: 'document',
    maxBytes: 2 ** 20,
    timeoutSeconds: 3,
    signal,
  });
  const found = new Set(readText(run.stdout).split('\n'));
  return paths.filter(path => found.has(path));
}

/** What is never opened, in words, or undefined. */
export function whyNotOpened(path: string): string | undefined {
  return isForbidden(path) ? `${path} may hold keys or passwords: never opened` : undefined;
}

async function sizeOf(path: string, signal: AbortSignal | undefined): Promise<number> {
  const run = await runCommand(['stat', '-L', '-c', '%s', path], {
    content: 'document',
    maxBytes: 100,
    timeoutSeconds: 3,
    signal,
  });
  return Number(readText(run.stdout)) || 0;
}
