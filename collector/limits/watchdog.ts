import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Kills what runs when the collector itself was killed (SIGKILL, want of memory): a shell that waits for the end
 * of a pipe, which the kernel closes with whoever holds it. It reads the process groups that run, a line for each
 * change, and knows the last line.
 */
const SCRIPT =
  'trap "" HUP INT TERM; last=; while read -r groups; do last=$groups; done; ' +
  'for group in $last; do kill -s KILL -- "-$group"; done';

let dog: ChildProcess | undefined;
const groups = new Set<number>();

/** Has a process group killed when we are. */
export function watch(group: number): void {
  groups.add(group);
  dog ??= start();
  tell();
}

/** It has ended, or was given up. */
export function unwatch(group: number): void {
  groups.delete(group);
  tell();
}

/** Sends the watchdog away; resolves when it is gone. */
export async function endWatchdog(): Promise<void> {
  const ended = dog;
  dog = undefined;
  if (!ended || ended.exitCode !== null || ended.signalCode !== null || ended.pid === undefined) return;
  const gone = new Promise(resolve => ended.once('exit', resolve));
  ended.ref();
  ended.kill('SIGKILL');
  await gone;
}

/** Without one, when there is no process left for it, we go on as well. */
function start(): ChildProcess | undefined {
  try {
    const child = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => undefined);
    child.stdin.on('error', () => undefined);
    child.unref();
    if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
    return child;
  } catch {
    return undefined;
  }
}

function tell(): void {
  if (dog?.stdin?.writable) dog.stdin.write(`${[...groups].join(' ')}\n`);
}
