import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** One run of a command, whole processes. */
export interface Run {
  readonly seconds: number;
  /** User and system time of it and of what it started. */
  readonly cpuSeconds: number;
  /** Of the largest of its processes. */
  readonly peakMiB: number;
  /** Which part of the machine other work used meanwhile. */
  readonly disturbed: number;
}

/** How long to wait for others, and when to try again. */
export interface Patience {
  /** Before each try, for a quiet moment. */
  readonly quietSeconds: number;
  /** Of a run that was disturbed; the least disturbed counts. */
  readonly tries: number;
  /** Of all waiting and trying again together: after that runs are taken as they come. */
  readonly totalSeconds: number;
}

const QUIET = 0.06;
const LOOK_MS = 250;
const times = path.join(mkdtempSync(path.join(os.tmpdir(), 'nodetriage-bench-')), 'time');
let waited = 0;

/** Runs a shell command, its output thrown away, until a run was not disturbed by other work. Throws when it fails. */
export async function measure(command: string, { quietSeconds, tries, totalSeconds }: Patience): Promise<Run> {
  let best: Run | undefined;
  for (let i = 0; i < tries; i++) {
    if (waited < totalSeconds) await quiet(quietSeconds);
    const run = await once(command);
    if (!best || run.disturbed < best.disturbed) best = run;
    if (run.disturbed < QUIET || waited >= totalSeconds) break;
    waited += run.seconds;
  }
  return best as Run;
}

async function quiet(seconds: number): Promise<void> {
  for (const until = performance.now() + seconds * 1000; performance.now() < until; waited += LOOK_MS / 1000) {
    const before = busySeconds();
    await sleep(LOOK_MS);
    if ((busySeconds() - before) / (os.cpus().length * (LOOK_MS / 1000)) < QUIET) return;
  }
}

async function once(command: string): Promise<Run> {
  const busy = busySeconds();
  const began = performance.now();
  const child = spawn('/usr/bin/time', ['-f', '%U %S %M', '-o', times, 'sh', '-c', command], { stdio: 'ignore' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () => reject(new Error('needs GNU time: apt-get install time')));
    child.once('close', resolve);
  });
  const seconds = (performance.now() - began) / 1000;
  // grep and rg end with 1 when they find nothing, ours when it finds something.
  if (code !== 0 && code !== 1) throw new Error(`${command} ended with ${code}`);
  const [user = 0, system = 0, kiB = 0] = (readFileSync(times, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  const foreign = busySeconds() - busy - user - system;
  return {
    seconds,
    cpuSeconds: user + system,
    peakMiB: kiB / 1024,
    disturbed: Math.max(0, foreign) / (os.cpus().length * seconds),
  };
}

/** Of all processors since the start of the machine, what was not idle. */
function busySeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (
    /^cpu +(.*)/.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
  )
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / 100;
}

/** Of an odd number of them the one in the middle. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
